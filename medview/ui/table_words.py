"""What can be wrong with labels and with the tables of public sets, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

LABELS = (
    QT_TRANSLATE_NOOP("reasons", "Correct the table and import it again; nothing was imported."),
    QT_TRANSLATE_NOOP("reasons", "line {0}"),
    QT_TRANSLATE_NOOP("reasons", "lines {0} and {1}"),
    QT_TRANSLATE_NOOP("reasons", "and {0} more"),
    QT_TRANSLATE_NOOP("reasons", "'{0}' contradicts"),
    QT_TRANSLATE_NOOP("reasons", "eye '{0}' is neither left (OS) nor right (OD)"),
    QT_TRANSLATE_NOOP("reasons", "'{0}' is no grade from 0 to 4"),
    QT_TRANSLATE_NOOP("reasons", "no image is named"),
    QT_TRANSLATE_NOOP("reasons", "'{0}' leads out of the folder of the images"),
    QT_TRANSLATE_NOOP("reasons", "{0} cells where the header has {1}"),
    QT_TRANSLATE_NOOP("reasons", "a cell is longer than {0} characters"),
    QT_TRANSLATE_NOOP("reasons", "a cell holds a zero byte"),
    QT_TRANSLATE_NOOP("reasons", "{0} holds no rows below its header."),
    QT_TRANSLATE_NOOP("reasons", "The table has no column for the images."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Call it 'image' and give one path a line, relative to the table; other columns: label "
        "or grade, patient_id, eye, source, findings, outcome, tags.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "{0} cells look like formulas; they are kept as text and never run."
    ),
    QT_TRANSLATE_NOOP("reasons", "{0} lines repeat an image."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "All images are of one patient: neighbours of the same patient are never shown, and no "
        "training can be judged on them.",
    ),
    QT_TRANSLATE_NOOP("reasons", "{0} is larger than {1} MB."),
    QT_TRANSLATE_NOOP("reasons", "Split the table, or leave out columns MedView does not use."),
    QT_TRANSLATE_NOOP("reasons", "Split the table."),
    QT_TRANSLATE_NOOP("reasons", "{0} cannot be read ({1})."),
    QT_TRANSLATE_NOOP("reasons", "{0} cannot be read."),
    QT_TRANSLATE_NOOP("reasons", "{0} is empty."),
    QT_TRANSLATE_NOOP("reasons", "Line {0} of {1} is no readable text."),
    QT_TRANSLATE_NOOP("reasons", "Save the table as 'CSV UTF-8' and import it again."),
    QT_TRANSLATE_NOOP("reasons", "The table was read as {0}; look at names with accents."),
    QT_TRANSLATE_NOOP("reasons", "The table has more than {0} lines."),
    QT_TRANSLATE_NOOP("reasons", "Line {0} of the table cannot be read ({1})."),
    QT_TRANSLATE_NOOP(
        "reasons", "Look for a quotation mark that is not closed; nothing was imported."
    ),
    QT_TRANSLATE_NOOP("reasons", "{0} is no Excel workbook that can be read."),
    QT_TRANSLATE_NOOP(
        "reasons", "Save it as 'CSV UTF-8' under the same name, ending in .csv, and import again."
    ),
    QT_TRANSLATE_NOOP("reasons", "Left out, because the table does not list them: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Lines like these besides: {0}."),
    QT_TRANSLATE_NOOP("reasons", "Line {0}: there is no image '{1}'."),
    QT_TRANSLATE_NOOP(
        "reasons", "Paths in the table are relative to the table or to the folder imported."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "Line {0}: {1} images are called '{2}'; none of them was imported."
    ),
    QT_TRANSLATE_NOOP("reasons", "Write the folder of the image into the table too."),
    QT_TRANSLATE_NOOP("reasons", "The labels {0} were taken as grades of diabetic retinopathy."),
    QT_TRANSLATE_NOOP("reasons", "in column '{0}'"),
    QT_TRANSLATE_NOOP("reasons", "of the folders"),
    QT_TRANSLATE_NOOP(
        "reasons",
        "If they are not, remove these cases from the library, name the labels in words and "
        "import again.",
    ),
    QT_TRANSLATE_NOOP("reasons", "The same image {0} as '{1}', here as '{2}'."),
    QT_TRANSLATE_NOOP("reasons", "is in the library"),
    QT_TRANSLATE_NOOP("reasons", "was found before"),
    QT_TRANSLATE_NOOP(
        "reasons", "The first label was kept. To change it, remove the case and import it again."
    ),
)
SETS = (
    QT_TRANSLATE_NOOP("reasons", "{0} is here, but not unpacked."),
    QT_TRANSLATE_NOOP("reasons", "There is no photograph '{0}'."),
    QT_TRANSLATE_NOOP("reasons", "{0} has not the columns {1} has."),
    QT_TRANSLATE_NOOP("reasons", "Download it again."),
    QT_TRANSLATE_NOOP("reasons", "Download it again; nothing of this table was imported."),
    QT_TRANSLATE_NOOP("reasons", "Line {0}: there is no photograph '{1}'."),
    QT_TRANSLATE_NOOP(
        "reasons", "Line {0}: the grade is not of the eye that '{1}' names: left out."
    ),
    QT_TRANSLATE_NOOP("reasons", "Line {0}: no grade is given for '{1}'."),
    QT_TRANSLATE_NOOP("reasons", "Left out, because no table of the set lists them: {0} pictures."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "train.zip.001 and the files beside it are the parts of one archive. Join them (cat "
        "train.zip.0* > train.zip, or open the first with 7-Zip), unpack train.zip and "
        "trainLabels.csv.zip into this folder, and import it again.",
    ),
)
TITLES = (
    QT_TRANSLATE_NOOP("sets", "disease grading, training"),
    QT_TRANSLATE_NOOP("sets", "disease grading, testing"),
    QT_TRANSLATE_NOOP(
        "sets", "segmentation, without grades (the lesion masks stay where they are)"
    ),
    QT_TRANSLATE_NOOP("sets", "training and validation"),
    QT_TRANSLATE_NOOP("sets", "evaluation"),
    QT_TRANSLATE_NOOP("sets", "training"),
    QT_TRANSLATE_NOOP("sets", "test"),
    QT_TRANSLATE_NOOP("sets", "with adjudicated grades"),
    QT_TRANSLATE_NOOP("sets", "pairs of eyes, without grades (they are in messidor_data.csv)"),
    QT_TRANSLATE_NOOP(
        "sets", "the rules of the Kaggle competition: research and education, no commercial use"
    ),
    QT_TRANSLATE_NOOP("sets", "research and education only, after registration at adcis.net"),
)
STEPS = (
    QT_TRANSLATE_NOOP("reasons", "Looking for images"),
    QT_TRANSLATE_NOOP("reasons", "Looking for a known set"),
    QT_TRANSLATE_NOOP("reasons", "Importing"),
    QT_TRANSLATE_NOOP("reasons", "Embedding the images of series"),
    QT_TRANSLATE_NOOP("reasons", "{0} files"),
    QT_TRANSLATE_NOOP("reasons", "Left out: {0}: {1}"),
    QT_TRANSLATE_NOOP("reasons", "Left out of the evaluation: {0}: {1}"),
)
