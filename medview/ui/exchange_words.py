"""What can stop a file of cases from being made or taken, and what to do, for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

EXPORTING = (
    QT_TRANSLATE_NOOP(
        "reasons",
        "The file needs the name of your site: it tells the receiver who signed it.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Write it in the export window, or give it to the command."),
    QT_TRANSLATE_NOOP("reasons", "There is no case to export."),
    QT_TRANSLATE_NOOP("reasons", "None of the cases can be sent. The first reason: {0}"),
    QT_TRANSLATE_NOOP("reasons", "No file was written."),
    QT_TRANSLATE_NOOP(
        "reasons", "Left out was {0}: the name or number of the patient stands in it."
    ),
    QT_TRANSLATE_NOOP("reasons", "its body part"),
    QT_TRANSLATE_NOOP("reasons", "its camera"),
    QT_TRANSLATE_NOOP("reasons", "its label"),
    QT_TRANSLATE_NOOP("reasons", "its outcome"),
    QT_TRANSLATE_NOOP("reasons", "one of its tags"),
    QT_TRANSLATE_NOOP("reasons", "its findings text"),
    QT_TRANSLATE_NOOP("reasons", "Change it with Describe, then export again."),
    QT_TRANSLATE_NOOP("reasons", "These are more images than one file may hold."),
    QT_TRANSLATE_NOOP("reasons", "Choose fewer cases."),
    QT_TRANSLATE_NOOP("reasons", "The file could not be written ({0})."),
    QT_TRANSLATE_NOOP("reasons", "This is a secondary capture: a name may be part of the image."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "A name may be part of the image, as is common in ultrasound and endoscopy.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Words may be hidden in unused bits of the pixels."),
    QT_TRANSLATE_NOOP(
        "reasons", "It was left out. Only images without words drawn into them can be sent."
    ),
    QT_TRANSLATE_NOOP("reasons", "The compressed pixels cannot be taken apart."),
    QT_TRANSLATE_NOOP(
        "reasons", "The image is compressed in a way that cannot be cleaned of words."
    ),
    QT_TRANSLATE_NOOP("reasons", "Ask for it as JPEG 2000 or uncompressed."),
    QT_TRANSLATE_NOOP("reasons", "The header cannot be written without the patient's data."),
    QT_TRANSLATE_NOOP("reasons", "The compressed image is not a plain JPEG 2000 codestream."),
    QT_TRANSLATE_NOOP("reasons", "The reader sent something that is not a file."),
)
IMPORTING = (
    QT_TRANSLATE_NOOP("reasons", "This is no file of cases."),
    QT_TRANSLATE_NOOP("reasons", "Files of cases are made by Library > Export cases."),
    QT_TRANSLATE_NOOP("reasons", "The end of the file is missing or was changed: it is not taken."),
    QT_TRANSLATE_NOOP(
        "reasons", "Copy it again; if that does not help, ask the sender for another."
    ),
    QT_TRANSLATE_NOOP(
        "reasons", "The file was changed after it was signed: nothing of it is taken."
    ),
    QT_TRANSLATE_NOOP("reasons", "Do not use it. Ask the sender for another copy, by another way."),
    QT_TRANSLATE_NOOP("reasons", "The file is not built as a file of cases is."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The list of contents in the file is not as it should be: nothing of it is taken.",
    ),
    QT_TRANSLATE_NOOP("reasons", "It may have been made by a newer MedView."),
    QT_TRANSLATE_NOOP("reasons", "The file holds more members than MedView takes."),
    QT_TRANSLATE_NOOP("reasons", "The file unpacks to more than MedView takes."),
    QT_TRANSLATE_NOOP("reasons", "The images could not be kept ({0})."),
    QT_TRANSLATE_NOOP("reasons", "Free some disk space; then import the file again."),
    QT_TRANSLATE_NOOP("reasons", "The images need {0} MB, and the disk has {1} MB."),
    QT_TRANSLATE_NOOP("reasons", "Free some space on the disk of {0}."),
    QT_TRANSLATE_NOOP("reasons", "Its images are not those that the file promises."),
    QT_TRANSLATE_NOOP("reasons", "Ask the sender."),
)
STEPS = (
    QT_TRANSLATE_NOOP("reasons", "De-identifying"),
    QT_TRANSLATE_NOOP("reasons", "Signing"),
    QT_TRANSLATE_NOOP("reasons", "Checking the signature"),
    QT_TRANSLATE_NOOP("reasons", "Unpacking"),
    QT_TRANSLATE_NOOP("reasons", "Looking at the images"),
)
