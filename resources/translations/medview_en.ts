<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>EstimateView</name>
    <message numerus="yes">
        <source>They differ by %n grade(s).</source>
        <translation>
            <numerusform>They differ by %n grade.</numerusform>
            <numerusform>They differ by %n grades.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message numerus="yes">
        <source>Without the %n ringed place(s) the grade score falls by {effect}; without the same area anywhere else by {most} at most.</source>
        <translation>
            <numerusform>Without the ringed place the grade score falls by {effect}; without the same area anywhere else by {most} at most.</numerusform>
            <numerusform>Without the %n ringed places the grade score falls by {effect}; without the same area anywhere else by {most} at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exchanging</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) added</source>
        <translation>
            <numerusform>%n case added</numerusform>
            <numerusform>%n cases added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series show(s) a head: a face can be made of it.</source>
        <translation>
            <numerusform>%n series shows a head: a face can be made of it.</numerusform>
            <numerusform>%n series show a head: a face can be made of each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GradingBatch</name>
    <message numerus="yes">
        <source>Grading %n photograph(s)</source>
        <translation>
            <numerusform>Grading %n photograph</numerusform>
            <numerusform>Grading %n photographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation>
            <numerusform>%n photograph has a grade.</numerusform>
            <numerusform>%n photographs have a grade.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message numerus="yes">
        <source>%n case(s) added</source>
        <translation>
            <numerusform>%n case added</numerusform>
            <numerusform>%n cases added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n case(s) from the library?</source>
        <translation>
            <numerusform>Remove %n case from the library?</numerusform>
            <numerusform>Remove %n cases from the library?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPlaceBox</name>
    <message numerus="yes">
        <source>A library of %n case(s).</source>
        <translation>
            <numerusform>A library of %n case.</numerusform>
            <numerusform>A library of %n cases.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n case(s) removed from the library</source>
        <translation>
            <numerusform>%n case removed from the library</numerusform>
            <numerusform>%n cases removed from the library</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasurePanel</name>
    <message numerus="yes">
        <source>%n measure(s) copied</source>
        <translation>
            <numerusform>%n measure copied</numerusform>
            <numerusform>%n measures copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message numerus="yes">
        <source>%n case(s) opened</source>
        <translation>
            <numerusform>%n case opened</numerusform>
            <numerusform>%n cases opened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParcelDialog</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message numerus="yes">
        <source>%n file(s) were not opened</source>
        <translation>
            <numerusform>%n file was not opened</numerusform>
            <numerusform>%n files were not opened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not imported</source>
        <translation>
            <numerusform>%n file was not imported</numerusform>
            <numerusform>%n files were not imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) take no part in the study</source>
        <translation>
            <numerusform>%n file takes no part in the study</numerusform>
            <numerusform>%n files take no part in the study</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not graded</source>
        <translation>
            <numerusform>%n file was not graded</numerusform>
            <numerusform>%n files were not graded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReferralTable</name>
    <message numerus="yes">
        <source>Referable: %n eye(s)</source>
        <translation>
            <numerusform>Referable: %n eye</numerusform>
            <numerusform>Referable: %n eyes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionFiles</name>
    <message numerus="yes">
        <source>%n region(s) are not saved and will be lost.</source>
        <translation>
            <numerusform>%n region is not saved and will be lost.</numerusform>
            <numerusform>%n regions are not saved and will be lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message numerus="yes">
        <source>%n file(s) written to {0}</source>
        <translation>
            <numerusform>%n file written to {0}</numerusform>
            <numerusform>%n files written to {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message numerus="yes">
        <source>%n file(s) of the report written</source>
        <translation>
            <numerusform>%n file of the report written</numerusform>
            <numerusform>%n files of the report written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignBox</name>
    <message numerus="yes">
        <source>Signed %n time(s); all are kept.</source>
        <translation>
            <numerusform>Signed %n time; it is kept.</numerusform>
            <numerusform>Signed %n times; all are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyDecisions</name>
    <message numerus="yes">
        <source>All %n photograph(s) are decided.</source>
        <translation>
            <numerusform>The photograph is decided.</numerusform>
            <numerusform>All %n photographs are decided.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) to decide</source>
        <translation>
            <numerusform>%n photograph to decide</numerusform>
            <numerusform>%n photographs to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyDialog</name>
    <message numerus="yes">
        <source>The %n photograph(s) that are open</source>
        <translation>
            <numerusform>The %n photograph that is open</numerusform>
            <numerusform>The %n photographs that are open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n photograph(s) of the library</source>
        <translation>
            <numerusform>The %n photograph of the library</numerusform>
            <numerusform>The %n photographs of the library</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message numerus="yes">
        <source>The study has %n photograph(s).</source>
        <translation>
            <numerusform>The study has %n photograph.</numerusform>
            <numerusform>The study has %n photographs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message numerus="yes">
        <source>All %n photograph(s) are read</source>
        <translation>
            <numerusform>The photograph is read</numerusform>
            <numerusform>All %n photographs are read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyResultsView</name>
    <message numerus="yes">
        <source>%n photograph(s) name no patient; each counts as a patient of its own, and intervals may be too narrow.</source>
        <translation>
            <numerusform>%n photograph names no patient; it counts as a patient of its own, and intervals may be too narrow.</numerusform>
            <numerusform>%n photographs name no patient; each counts as a patient of its own, and intervals may be too narrow.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) are few: take the intervals as rough.</source>
        <translation>
            <numerusform>%n patient is few: take the intervals as rough.</numerusform>
            <numerusform>%n patients are few: take the intervals as rough.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still to decide.</source>
        <translation>
            <numerusform>%n photograph is still to decide.</numerusform>
            <numerusform>%n photographs are still to decide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Grading %n photograph(s)</source>
        <translation>
            <numerusform>Grading %n photograph</numerusform>
            <numerusform>Grading %n photographs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Switching</name>
    <message numerus="yes">
        <source>%n case(s) could not be embedded with it.</source>
        <translation>
            <numerusform>%n case could not be embedded with it.</numerusform>
            <numerusform>%n cases could not be embedded with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingData</name>
    <message numerus="yes">
        <source>%n rarer label(s) are left out.</source>
        <translation>
            <numerusform>%n rarer label is left out.</numerusform>
            <numerusform>%n rarer labels are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingLine</name>
    <message numerus="yes">
        <source>%n other run(s)</source>
        <translation>
            <numerusform>%n other run</numerusform>
            <numerusform>%n other runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorklistBatch</name>
    <message numerus="yes">
        <source>%n photograph(s) looked at for macular oedema.</source>
        <translation>
            <numerusform>%n photograph looked at for macular oedema.</numerusform>
            <numerusform>%n photographs looked at for macular oedema.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation>
            <numerusform>%n photograph has a grade.</numerusform>
            <numerusform>%n photographs have a grade.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorklistMaking</name>
    <message numerus="yes">
        <source>Who reads %n patient(s)? Leave it empty for anybody.</source>
        <translation>
            <numerusform>Who reads %n patient? Leave it empty for anybody.</numerusform>
            <numerusform>Who reads %n patients? Leave it empty for anybody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A second read is wanted for %n patient(s).</source>
        <translation>
            <numerusform>A second read is wanted for %n patient.</numerusform>
            <numerusform>A second read is wanted for %n patients.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No second read is wanted any more for %n patient(s).</source>
        <translation>
            <numerusform>No second read is wanted any more for %n patient.</numerusform>
            <numerusform>No second read is wanted any more for %n patients.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorklistPage</name>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Grade %n photograph(s)</source>
        <translation>
            <numerusform>Grade %n photograph</numerusform>
            <numerusform>Grade %n photographs</numerusform>
        </translation>
    </message>
</context>
</TS>
