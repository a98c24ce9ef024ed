from __future__ import annotations

import sys
import threading
import xml.etree.ElementTree as ElementTree
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from medview.app.charts import Bars, Chart, Intervals, Look, Matrix, Series
from medview.app.draw_chart import FILE_SCALE, FILE_SIZE, as_file, as_pixels
from medview.domain.errors import MedViewError
from medview.domain.job import Cancelled, JobContext

LOOK = Look("#ffffff", "#16202a", "#4a5866", "#d3dbe4", ("#0072b2", "#e69f00"), ("No such font",))
SERIES = (Series("Signed", (3, 0), ("3", "0")), Series("Model", (1, 2), ("1", "2")))
CHARTS: list[Chart] = [
    Bars("Mix", ("No DR", "中度"), SERIES, "Photographs"),
    Bars("By month", ("2026-01", "2026-02"), SERIES, "Photographs", stacked=True),
    Matrix("Table", ("a", "b"), ("c",), ((0.0,), (1.0,)), (("0",), ("9",)), "rows", "columns"),
    Intervals("Kappa", ("all", "none"), (0.8, None), ((0.7, 0.9), None), ("0.80", "?"), "kappa"),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_picture_has_the_size_and_ground_it_was_asked_for(chart):
    pixels = as_pixels(chart, LOOK, (400, 220), 2.0, JobContext())
    assert pixels.shape == (440, 800, 4) and pixels.dtype == np.uint8
    assert tuple(pixels[0, 0]) == (255, 255, 255, 255)
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 10


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_chart_is_a_table_too(chart):
    heading, *rows = chart.table
    assert all(len(row) == len(heading) for row in rows) and len(rows) == 2


def test_png_and_svg_are_what_they_are_called():
    picture = Image.open(BytesIO(as_file(CHARTS[0], LOOK, "png")))
    assert picture.size == tuple(side * FILE_SCALE for side in FILE_SIZE)
    assert picture.info["Title"] == "Mix"
    assert ElementTree.fromstring(as_file(CHARTS[0], LOOK, "svg")).tag.endswith("svg")
    with pytest.raises(MedViewError):
        as_file(CHARTS[0], LOOK, "exe")


def drawn() -> np.ndarray:
    return as_pixels(CHARTS[0], LOOK, (300, 200), 1.0, JobContext())


def test_a_picture_nobody_waits_for_is_not_drawn():
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        as_pixels(CHARTS[0], LOOK, (300, 200), 1.0, context)


def test_threads_may_draw_at_once_and_pyplot_is_never_loaded():
    results: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: results.append(drawn())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4 and all((results[0] == other).all() for other in results)
    assert "matplotlib.pyplot" not in sys.modules


def test_chinese_is_drawn_and_not_as_boxes(recwarn):
    series = (Series("已签名", (3, 0), ("3", "0")), Series("模型", (1, 2), ("1", "2")))
    for chart in (
        Bars("分级：已签名与模型", ("无", "中度"), series, "照片"),
        Matrix("一致性", ("轻度",), ("重度",), ((1.0,),), (("9",),), "医生", "模型"),
        Intervals("一致性", ("全部",), (0.8,), ((0.7, 0.9),), ("0.80",), "加权"),
    ):
        as_pixels(chart, LOOK, (400, 300), 1.0, JobContext())
    assert not [w for w in recwarn if "missing from font" in str(w.message)]
