"""The consolidated workbook: rows as values → bytes of nine sheets, read back before they are given away."""

from shishi_xl.excel.consolidated.building import render
from shishi_xl.excel.consolidated.page import WritingError
from shishi_xl.excel.consolidated.reconciliation import ReconciliationError

__all__ = ["ReconciliationError", "WritingError", "render"]
