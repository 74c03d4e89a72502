#!/usr/bin/env python3
"""Writes the small Parquet files that the tests read, in the forms that programs write; all values are made up.

Needs pyarrow: python3 make.py
"""
import decimal
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

here = pathlib.Path(__file__).parent
rows = [(region, str(year), sex, value) for sex, more in (("", 0), ("1", 5), ("2", 9)) for region in ("20", "21", "SSS") for year in (2021, 2022, 2023)
        for value in [None if (region, year, sex) == ("21", 2022, "1") else (int(year) - 2000) / 2 + more + 0.1]]
region, period, sex, value = map(list, zip(*rows))
status = ["Q" if one is None else "A" for one in value]
note = ["pieni lukumäärä" if one is None else None for one in value]
plain = {"region": region, "period": period, "sukupuoli": [one or None for one in sex], "value": value, "status": status, "note": note}


def write(name, columns, **how):
    pq.write_table(pa.table(columns), here / f"{name}.parquet", **how)


write("plain", plain, compression="none")
write("snappy", plain, compression="snappy")
write("gzip", plain, compression="gzip")
write("zstd", plain, compression="zstd")
write("second-version", plain, compression="zstd", data_page_version="2.0", row_group_size=4)
write("plainly-coded", plain, compression="gzip", use_dictionary=False, data_page_version="2.0", data_page_size=64)
write("deltas", {**plain, "period": pa.array([int(one) for one in period], pa.int32())}, compression="snappy", use_dictionary=False,
      column_encoding={"region": "DELTA_BYTE_ARRAY", "period": "DELTA_BINARY_PACKED", "sukupuoli": "DELTA_LENGTH_BYTE_ARRAY", "value": "BYTE_STREAM_SPLIT",
                       "status": "PLAIN", "note": "PLAIN"})
write("other-types", {"region": pa.array(region).dictionary_encode(), "period": pa.array([int(one) for one in period], pa.int64()), "sukupuoli": sex,
                      "value": pa.array([None if one is None else decimal.Decimal(str(one)) for one in value], pa.decimal128(9, 1)), "status": status, "note": note},
      compression="snappy", store_decimal_as_integer=True)
write("single", {**plain, "value": pa.array([float("nan") if one is None else one for one in value], pa.float32())}, compression="none")
write("brotli", plain, compression="brotli")
write("nested", {**plain, "value": [[one] for one in value]}, compression="none")
write("wrong-rows", {"region": ["20", "99", "21", "21"], "period": ["2023", "2023", "2023/24", "2023"], "value": [1.0, 2.0, 3.0, float("inf")]})
