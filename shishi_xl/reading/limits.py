"""What one file may cost. 224 real government workbooks stayed far below (largest: 21.6 MB unpacked, 152 parts)."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 50 * MEGABYTE
PARTS = 2_000  # entries of one zip
PART_BYTES = 150 * MEGABYTE  # of one part, unpacked
UNPACKED_BYTES = 300 * MEGABYTE  # of all parts together
SLOW_PART_BYTES = 40 * MEGABYTE  # of a part that pure Python has to walk through
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet, as Excel has them
AREA = 20_000_000  # cells of the rectangle around everything that holds a value
CELLS = 500_000  # cells that hold a value, in the whole file
TEXT = 20_000_000  # characters of all cells together
SHEETS = 500
MERGES = 20_000  # of a sheet
MERGED_AREA = 1_000_000  # cells under merged areas inside the used rectangle
MEMBERS = 500  # files in one archive or mail
MEMBERS_BYTES = 200 * MEGABYTE
ARCHIVE_DEPTH = 2  # an archive within an archive, and no further

WALL_SECONDS = 8.0  # for one file
CPU_SECONDS = 10  # for one file; the wall limit comes first unless the clock is moved
MEMORY_BYTES = 2048 * MEGABYTE  # that a worker may take beyond what it starts with
