"""Every element in words: nested, private, damaged, and never a pixel."""

from __future__ import annotations

from io import BytesIO

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medview.imaging import dicom_elements
from medview.imaging.dicom_elements import read_elements


def elements_of(stream: BytesIO) -> dict[str, str]:
    return {element.tag: element.value for element in read_elements(stream)}


def test_names_values_and_the_meta_information(make_dicom) -> None:
    found = read_elements(make_dicom(StudyDescription="Chest\x1b[31m CT"))
    by_name = {element.name: element for element in found}
    assert by_name["Transfer Syntax UID"].tag == "(0002,0010)"
    assert (by_name["Patient's Name"].vr, by_name["Patient's Name"].value) == ("PN", "DOE^JANE")
    assert by_name["Pixel Spacing"].value == "0.5\\0.5"
    assert "\x1b" not in by_name["Study Description"].value
    assert (found[-1].name, found[-1].value) == ("PixelData", "6144 bytes")


def test_what_lies_in_a_sequence_is_one_level_deeper(make_dicom) -> None:
    item = Dataset()
    item.CodeValue, item.CodeMeaning = "1", "One"
    found = read_elements(make_dicom(ProcedureCodeSequence=Sequence([item, item])))
    start = next(i for i, e in enumerate(found) if e.name == "Procedure Code Sequence")
    assert found[start].value == "2 items" and found[start].level == 0
    assert [e.level for e in found[start + 1 : start + 5]] == [1, 1, 1, 1]
    assert found[start + 1].text.startswith(">(0008,0100)\tSH")


def test_private_elements_name_their_creator(make_dicom) -> None:
    stream = make_dicom()
    from pydicom import dcmread

    dataset = dcmread(stream)
    block = dataset.private_block(0x0099, "NOBODY KNOWS", create=True)
    block.add_new(0x01, "LO", "secret")
    block.add_new(0x02, "OB", b"\0" * 10)
    target = BytesIO()
    dataset.save_as(target)
    target.seek(0)
    found = {e.tag: e for e in read_elements(target)}
    assert found["(0099,0010)"].name == "Private Creator"
    private = found["(0099,1001)"]
    assert (private.name, private.value) == ("[NOBODY KNOWS]", "secret")
    assert found["(0099,1002)"].value == "10 bytes"


def test_endless_files_are_cut(make_dicom, monkeypatch) -> None:
    monkeypatch.setattr(dicom_elements, "MOST", 5)
    found = read_elements(make_dicom())
    assert len(found) == 6 and found[-1].tag == "…"
