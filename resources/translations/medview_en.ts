<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>EstimateView</name>
    <message numerus="yes">
        <source>They differ by %n grade(s).</source>
        <translation><numerusform>They differ by %n grade.</numerusform><numerusform>They differ by %n grades.</numerusform></translation>
    </message>
</context>
<context>
    <name>GradingBatch</name>
    <message numerus="yes">
        <source>Grading %n photograph(s)</source>
        <translation><numerusform>Grading %n photograph</numerusform><numerusform>Grading %n photographs</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation><numerusform>%n photograph has a grade.</numerusform><numerusform>%n photographs have a grade.</numerusform></translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message numerus="yes">
        <source>%n case(s) added</source>
        <translation><numerusform>%n case added</numerusform><numerusform>%n cases added</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation><numerusform>%n duplicate</numerusform><numerusform>%n duplicates</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation><numerusform>%n skipped</numerusform><numerusform>%n skipped</numerusform></translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation><numerusform>%n case</numerusform><numerusform>%n cases</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Remove %n case(s) from the library?</source>
        <translation><numerusform>Remove %n case from the library?</numerusform><numerusform>Remove %n cases from the library?</numerusform></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n case(s) removed from the library</source>
        <translation><numerusform>%n case removed from the library</numerusform><numerusform>%n cases removed from the library</numerusform></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message numerus="yes">
        <source>%n case(s) opened</source>
        <translation><numerusform>%n case opened</numerusform><numerusform>%n cases opened</numerusform></translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message numerus="yes">
        <source>%n file(s) were not opened</source>
        <translation><numerusform>%n file was not opened</numerusform><numerusform>%n files were not opened</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not imported</source>
        <translation><numerusform>%n file was not imported</numerusform><numerusform>%n files were not imported</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not graded</source>
        <translation><numerusform>%n file was not graded</numerusform><numerusform>%n files were not graded</numerusform></translation>
    </message>
</context>
<context>
    <name>SignBox</name>
    <message numerus="yes">
        <source>Signed %n time(s); all are kept.</source>
        <translation><numerusform>Signed %n time; it is kept.</numerusform><numerusform>Signed %n times; all are kept.</numerusform></translation>
    </message>
</context>
</TS>
