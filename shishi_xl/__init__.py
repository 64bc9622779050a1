"""Monthly progress returns of a district's 重点民生实事 list: forms out, workbooks back, one consolidated workbook."""
