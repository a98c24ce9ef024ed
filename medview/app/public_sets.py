"""The public sets of fundus photographs, as their authors hand them out: one entry a table.

Folders and file names are compared without regard to case. Sources of the layouts:
IDRiD: Porwal et al., Data 2018;3(3):25, ieee-dataport.org. DeepDRiD: github.com/deepdrdoc/DeepDRiD.
APTOS 2019 and EyePACS: kaggle.com/c/aptos2019-blindness-detection and
/c/diabetic-retinopathy-detection. Messidor-2: adcis.net/en/third-party/messidor2, its grades
kaggle.com/datasets/google-brain/messidor2-dr-grades (Krause et al., Ophthalmology 2018;125:1264).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PublicSet:
    """Who made a set, and on what terms it may be used."""

    name: str
    licence: str
    credit: str


@dataclass(frozen=True)
class Part:
    """One table of a set (or, without columns, one folder) and the photographs it is about.

    `marker` is a pattern of the table's file name, or of the folder's name. `images` are folders
    relative to where the marker lies; the first that holds photographs is taken, with the folders
    inside it. `stem` is the pattern of a photograph's name without its ending, with the groups
    `patient` and `eye` where the name tells them; `patient` is the key made from them, the one
    that galleries of shipped models know this patient by. Columns are spelt as
    `labels.plain_column` does; the first of several that is there counts. `grade_by_eye` holds the
    column of each eye, where the two have their own. Where `gradable` is 0, or the grade is
    `ungradable`, the label is "ungradable". `facts` are kept with the case, in words.
    """

    of: PublicSet
    title: str
    marker: str
    images: tuple[str, ...]
    stem: str
    patient: str = ""
    image: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    grade_by_eye: Mapping[str, str] = field(default_factory=dict)
    gradable: str = ""
    ungradable: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    pairs: str = ""  # pattern of a table of both eyes of each patient, left and right
    unless: str = ""  # pattern of a table that tells more of the same photographs


@dataclass(frozen=True)
class Packed:
    """A set that was downloaded and not unpacked: what to do with it."""

    of: PublicSet
    marker: str
    advice: str


IDRID = PublicSet(
    "IDRiD",
    "CC BY 4.0",
    "Porwal et al., Indian Diabetic Retinopathy Image Dataset (IDRiD), Data 2018;3(3):25",
)
DEEPDRID = PublicSet(
    "DeepDRiD",
    "CC BY 4.0",
    "Liu et al., DeepDRiD: Diabetic Retinopathy - Grading and Image Quality Estimation Challenge, "
    "Patterns 2022;3(6):100512",
)
APTOS = PublicSet(
    "APTOS 2019",
    "the rules of the Kaggle competition: research and education, no commercial use",
    "Asia Pacific Tele-Ophthalmology Society and Aravind Eye Hospital, APTOS 2019 Blindness "
    "Detection",
)
EYEPACS = PublicSet(
    "EyePACS",
    "the rules of the Kaggle competition: research and education, no commercial use",
    "EyePACS and California Healthcare Foundation, Diabetic Retinopathy Detection, Kaggle 2015",
)
MESSIDOR = PublicSet(
    "Messidor-2",
    "research and education only, after registration at adcis.net",
    "Kindly provided by the Messidor program partners and the LaTIM laboratory (Decencière et "
    "al., Image Anal Stereol 2014;33:231; Abràmoff et al., JAMA Ophthalmol 2013;131:351); grades: "
    "Krause et al., Ophthalmology 2018;125:1264",
)

_IDRID_COLUMNS = {
    "image": ("image_name", "id_code"),
    "grade": ("retinopathy_grade", "diagnosis"),
    "facts": {"risk_of_macular_edema": "macular oedema risk {0} of 2"},
}
_DEEPDRID_STEM = r"(?P<patient>\d+)_(?P<eye>[lr])\d+"
_DEEPDRID_QUALITY = {
    "overall_quality": "good quality {0} of 1",
    "clarity": "clarity {0} of 10",
    "field_definition": "field {0} of 10",
    "artifact": "artefact {0} of 10",
}
_EYEPACS_STEM = r"(?P<patient>\d+)_(?P<eye>left|right)"
_MESSIDOR_STEM = r"\d{8}_\d{5}_\d{4}_pp|im\d{6}"
_MESSIDOR_IMAGES = ("images", "messidor-2", "preprocess", ".")
_MESSIDOR_PAIRS = r"messidor-2\.csv"
_MESSIDOR_GRADES = r"messidor_data\.csv"

PARTS = (
    Part(
        IDRID,
        "disease grading, training",
        r"a\. IDRiD_Disease Grading_Training Labels\.csv",
        ("../1. Original Images/a. Training Set",),
        r"idrid_(?P<patient>\d{3})",
        "IDRiD_tr_{patient}",
        **_IDRID_COLUMNS,  # type: ignore[arg-type]
    ),
    Part(
        IDRID,
        "disease grading, testing",
        r"b\. IDRiD_Disease Grading_Testing Labels\.csv",
        ("../1. Original Images/b. Testing Set",),
        r"idrid_(?P<patient>\d{3})",
        "IDRiD_te_{patient}",
        **_IDRID_COLUMNS,  # type: ignore[arg-type]
    ),
    Part(
        IDRID,
        "segmentation, without grades (the lesion masks stay where they are)",
        r"2\. All Segmentation Groundtruths",
        ("1. Original Images",),
        r"idrid_\d{2}",
    ),
    Part(
        DEEPDRID,
        "training and validation",
        r"regular-fundus-(training|validation)\.csv",
        ("Images", "."),
        _DEEPDRID_STEM,
        "deepdrid_{patient}",
        image=("image_id",),
        grade_by_eye={"l": "left_eye_dr_level", "r": "right_eye_dr_level"},
        ungradable="5",
        facts=_DEEPDRID_QUALITY,
    ),
    Part(
        DEEPDRID,
        "evaluation",
        r"Challenge1_labels\.(xlsx|csv)",
        ("Images", "."),
        _DEEPDRID_STEM,
        "deepdrid_{patient}",
        image=("image_id",),
        grade=("dr_levels", "dr_level"),
        ungradable="5",
    ),
    Part(
        APTOS,
        "training",
        r"train\.csv",
        ("train_images",),
        r"[0-9a-f]{12}",
        image=("id_code",),
        grade=("diagnosis",),
    ),
    Part(
        EYEPACS,
        "training",
        r"trainLabels\.csv(\.zip)?",
        ("train", "resized_train"),
        _EYEPACS_STEM,
        "EyePACS {patient}",
        image=("image",),
        grade=("level",),
    ),
    Part(
        EYEPACS,
        "test",
        r"retinopathy_solution\.csv",
        ("test",),
        _EYEPACS_STEM,
        "EyePACS {patient}",
        image=("image",),
        grade=("level",),
    ),
    Part(
        MESSIDOR,
        "with adjudicated grades",
        _MESSIDOR_GRADES,
        _MESSIDOR_IMAGES,
        _MESSIDOR_STEM,
        image=("image_id", "id_code"),
        grade=("adjudicated_dr_grade", "diagnosis"),
        gradable="adjudicated_gradable",
        facts={"adjudicated_dme": "referable macular oedema {0} of 1"},
        pairs=_MESSIDOR_PAIRS,
    ),
    Part(
        MESSIDOR,
        "pairs of eyes, without grades (they are in messidor_data.csv)",
        _MESSIDOR_PAIRS,
        _MESSIDOR_IMAGES,
        _MESSIDOR_STEM,
        pairs=_MESSIDOR_PAIRS,
        unless=_MESSIDOR_GRADES,
    ),
)

PACKED = (
    Packed(
        EYEPACS,
        r"train\.zip\.001",
        "train.zip.001 and the files beside it are the parts of one archive. Join them "
        "(cat train.zip.0* > train.zip, or open the first with 7-Zip), unpack train.zip and "
        "trainLabels.csv.zip into this folder, and import it again.",
    ),
)
