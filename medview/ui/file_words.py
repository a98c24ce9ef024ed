"""What can go wrong with a file, a folder or a ZIP, and what to do, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

FILES = (
    QT_TRANSLATE_NOOP("reasons", "The file is not there (any more)."),
    QT_TRANSLATE_NOOP("reasons", "Was it moved or renamed?"),
    QT_TRANSLATE_NOOP("reasons", "The file cannot be read."),
    QT_TRANSLATE_NOOP("reasons", "The file could not be read."),
    QT_TRANSLATE_NOOP("reasons", "Check the disk or the network drive."),
    QT_TRANSLATE_NOOP("reasons", "This is not a file (a pipe, a device or a folder)."),
    QT_TRANSLATE_NOOP("reasons", "This is a pipe or a device, not a file: it was left out."),
    QT_TRANSLATE_NOOP("reasons", "You have no permission to read this file."),
    QT_TRANSLATE_NOOP("reasons", "You have no permission to read this."),
    QT_TRANSLATE_NOOP("reasons", "Ask who owns the folder."),
    QT_TRANSLATE_NOOP("reasons", "The link leads nowhere."),
    QT_TRANSLATE_NOOP("reasons", "The file system cannot read this."),
    QT_TRANSLATE_NOOP("reasons", "The file is empty."),
    QT_TRANSLATE_NOOP("reasons", "The file is far larger than any photograph."),
    QT_TRANSLATE_NOOP("reasons", "Copy or export it again."),
    QT_TRANSLATE_NOOP("reasons", "Export it again."),
    QT_TRANSLATE_NOOP("reasons", "Left out."),
    QT_TRANSLATE_NOOP("reasons", "No image was found here."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The rest was not looked at, and no series is shown: some images may be missing.",
    ),
    QT_TRANSLATE_NOOP("reasons", "Open it again once images can be read."),
    QT_TRANSLATE_NOOP(
        "reasons", "MedView opens JPEG, PNG, TIFF and DICOM files, also in folders and ZIPs."
    ),
    QT_TRANSLATE_NOOP("reasons", "{0} file is no image and was left out: {1}"),
    QT_TRANSLATE_NOOP("reasons", "{0} files are no images and were left out: {1}"),
    QT_TRANSLATE_NOOP("reasons", "It could not be imported ({0})."),
    QT_TRANSLATE_NOOP("reasons", "There is no file {0}."),
    QT_TRANSLATE_NOOP("reasons", "Check the path."),
    QT_TRANSLATE_NOOP("reasons", "{0} takes no file ({1})."),
    QT_TRANSLATE_NOOP("reasons", "Choose another folder, or make room."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "A grey picture file that names no eye: it is read as a radiograph; lengths are in pixels.",
    ),
    QT_TRANSLATE_NOOP("reasons", "The {0} says {1}, but the optic disc lies as in {2}."),
    QT_TRANSLATE_NOOP("reasons", "file name"),
)
ARCHIVES = (
    QT_TRANSLATE_NOOP("reasons", "A ZIP inside a ZIP is not opened."),
    QT_TRANSLATE_NOOP("reasons", "Unpack it first."),
    QT_TRANSLATE_NOOP("reasons", "The ZIP is damaged or incomplete."),
    QT_TRANSLATE_NOOP("reasons", "The ZIP holds {0} files, more than MedView opens."),
    QT_TRANSLATE_NOOP("reasons", "The ZIP unpacks to more than MedView opens."),
    QT_TRANSLATE_NOOP("reasons", "Unpack a part of it."),
    QT_TRANSLATE_NOOP(
        "reasons", "The files in the ZIP overlap, as in a ZIP made to fill the memory."
    ),
    QT_TRANSLATE_NOOP("reasons", "Do not open it. Ask the sender for another."),
    QT_TRANSLATE_NOOP("reasons", "The file is not in the ZIP (any more)."),
    QT_TRANSLATE_NOOP("reasons", "Its name points outside the ZIP."),
    QT_TRANSLATE_NOOP("reasons", "It is a link to another file."),
    QT_TRANSLATE_NOOP("reasons", "It was left out."),
    QT_TRANSLATE_NOOP("reasons", "It is protected by a password."),
    QT_TRANSLATE_NOOP("reasons", "Unpack the ZIP with its password first."),
    QT_TRANSLATE_NOOP("reasons", "Two files in the ZIP have the same name: only one can be shown."),
    QT_TRANSLATE_NOOP("reasons", "Ask for the ZIP with different names."),
    QT_TRANSLATE_NOOP("reasons", "It unpacks to more than MedView opens."),
    QT_TRANSLATE_NOOP("reasons", "Do not open it."),
    QT_TRANSLATE_NOOP("reasons", "It is packed in a way MedView does not read."),
    QT_TRANSLATE_NOOP("reasons", "Pack it as a plain ZIP."),
    QT_TRANSLATE_NOOP("reasons", "Its packed data is damaged."),
    QT_TRANSLATE_NOOP("reasons", "Copy or export the ZIP again."),
)
READERS = (
    QT_TRANSLATE_NOOP("reasons", "The process that reads images does not start."),
    QT_TRANSLATE_NOOP("reasons", "Close other programs: the computer is short of memory."),
    QT_TRANSLATE_NOOP("reasons", "Run `medview doctor`, or install MedView again."),
    QT_TRANSLATE_NOOP("reasons", "MedView is closing."),
    QT_TRANSLATE_NOOP("reasons", "Reading this file took longer than {0} seconds and was stopped."),
    QT_TRANSLATE_NOOP("reasons", "The file may be damaged; export it again."),
    QT_TRANSLATE_NOOP(
        "reasons", "Reading this file crashed its reader process, or took more memory than allowed."
    ),
    QT_TRANSLATE_NOOP("reasons", "The file is damaged or malicious; nothing else was affected."),
    QT_TRANSLATE_NOOP("reasons", "Reading this file needs more memory than MedView allows."),
    QT_TRANSLATE_NOOP("reasons", "Export it with fewer pixels."),
    QT_TRANSLATE_NOOP("reasons", "The file is damaged in an unusual way ({0})."),
    QT_TRANSLATE_NOOP("reasons", "The reader sent something that is not an answer."),
    QT_TRANSLATE_NOOP("reasons", "The reader sent something that is not an image."),
    QT_TRANSLATE_NOOP("reasons", "The reader sent something that is not a digest."),
    QT_TRANSLATE_NOOP("reasons", "The reader sent an incomplete image."),
)
