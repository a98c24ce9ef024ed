"""Every text of reports and letters, in English and Simplified Chinese, without a window.

A text is kept with its translation beside it, so that neither is forgotten. Clinical terms are
written as guidelines in each language write them; see `write_letter` for the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from medview.app.sentences import Sentences
from medview.domain.case import Eye, Patient
from medview.domain.checklist import Lesion
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.grade import Grade
from medview.domain.model import NOTICE

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Diabetic retinopathy report", "糖尿病视网膜病变报告"),
    "draft": ("DRAFT - not signed", "草稿 - 未签名"),
    "draft_part": (
        "DRAFT - not every photograph is signed",
        "草稿 - 尚有照片未签名",
    ),
    "notice": (NOTICE, "仅供决策参考，不构成诊断。"),
    "patient": ("Patient", "患者"),
    "patient_id": ("Patient ID", "患者编号"),
    "unknown_patient": ("Unknown patient", "未知患者"),
    "visit": ("Photographs of", "拍摄日期"),
    "made": ("Report made", "报告时间"),
    "unknown": ("not known", "未知"),
    "eye_OD": ("OD · right eye", "OD · 右眼"),
    "eye_OS": ("OS · left eye", "OS · 左眼"),
    "eye_unknown": ("Eye not known", "眼别未知"),
    "grade_0": ("No DR", "无明显糖尿病视网膜病变"),
    "grade_1": ("Mild NPDR", "轻度非增殖期 (NPDR)"),
    "grade_2": ("Moderate NPDR", "中度非增殖期 (NPDR)"),
    "grade_3": ("Severe NPDR", "重度非增殖期 (NPDR)"),
    "grade_4": ("PDR", "增殖期 (PDR)"),
    "grade_in_full": ("{number} {words}", "{number} 级 {words}"),
    "ungradable": ("Ungradable", "不可分级"),
    "no_grade": ("No grade", "未分级"),
    "scale": (
        "Grades: International Clinical Diabetic Retinopathy scale (ICDR), 0 to 4. "
        "Referable: moderate NPDR or worse.",
        "分级：国际临床糖尿病视网膜病变分级 (ICDR)，0 至 4 级。需转诊：中度 NPDR 或更重。",
    ),
    "signed_grade": ("Signed grade", "签名分级"),
    "estimate": ("Model's estimate", "模型判断"),
    "estimate_unsigned": ("Model's estimate, not signed", "模型判断，未签名"),
    "probabilities": ("Probabilities", "各级概率"),
    "referable": ("Referable", "需转诊"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "by_signature": ("by the signed grade", "依据签名分级"),
    "by_model": ("by the model", "依据模型"),
    "probability": ("probability {share}", "概率 {share}"),
    "quality": ("Image quality", "图像质量"),
    "gradable": ("gradable", "可分级"),
    "not_gradable": ("not gradable", "不可分级"),
    "neighbours": ("Nearest graded cases", "最相近的已分级病例"),
    "neighbours_line": (
        "{count} nearest: {mix}. Their vote: {vote}.",
        "最相近的 {count} 例：{mix}。其投票结果：{vote}。",
    ),
    "times": ("{grade} ({count})", "{grade} ({count} 例)"),
    "earlier": ("Last visit", "上次就诊"),
    "earlier_line": ("{date}: {grade}, signed by {reader}", "{date}：{grade}，签名 {reader}"),
    "change_same": ("no change", "无变化"),
    "change_worse": ("worse by {steps}", "加重 {steps} 级"),
    "change_better": ("better by {steps}", "减轻 {steps} 级"),
    "change_unknown": ("cannot be compared", "无法比较"),
    "no_earlier": ("no signed grade of an earlier visit is known", "没有已知的既往签名分级"),
    "checklist": ("Lesions looked for", "病变检查表"),
    "checklist_line": (
        "{present}; {absent} absent, {unseen} not looked at",
        "{present}；无 {absent} 项，未查 {unseen} 项",
    ),
    "none_present": ("none present", "均未见"),
    "present": ("present: {lesions}", "有：{lesions}"),
    "candidates": ("Lesions marked and accepted", "已标记并确认的病变"),
    "candidates_line": ("{lesions}; accepted by {readers}", "{lesions}；确认者 {readers}"),
    "marked_lesions": (
        "Accepted lesions: m microaneurysm, H haemorrhage, E hard exudate, S soft exudate",
        "已确认病变：m 微动脉瘤，H 出血，E 硬性渗出，S 软性渗出",
    ),
    "oedema": ("Macular oedema", "黄斑水肿"),
    "oedema_0": ("no risk seen", "未见风险"),
    "oedema_1": ("possible risk", "可能有风险"),
    "oedema_2": ("referable risk", "需转诊的风险"),
    "oedema_none": ("not estimated: {reason}", "未判断：{reason}"),
    "oedema_by_reader": ("{risk}, by {reader}, {when}", "{risk}，判断者 {reader}，{when}"),
    "oedema_model_said": ("the model had said: {risk}", "模型曾判为：{risk}"),
    "oedema_no_estimate": ("no estimate", "无判断"),
    "oedema_by_model": (
        "{risk}, by the model {model}; no reader's word",
        "{risk}，依据模型 {model}；尚无医生判断",
    ),
    "oedema_basis": (
        "The model sees hard exudate near the macula, not swelling: OCT or an examination decides.",
        "模型依据黄斑附近的硬性渗出，不能看到水肿本身：须以 OCT 或检查为准。",
    ),
    "lesion_microaneurysm": ("microaneurysms", "微动脉瘤"),
    "lesion_haemorrhage": ("haemorrhages", "出血"),
    "lesion_hard exudate": ("hard exudates", "硬性渗出"),
    "lesion_soft exudate": ("soft exudates (cotton wool)", "软性渗出（棉绒斑）"),
    "lesion_venous beading": ("venous beading", "静脉串珠"),
    "lesion_IRMA": ("IRMA", "视网膜内微血管异常 (IRMA)"),
    "lesion_new vessels": ("new vessels", "新生血管"),
    "lesion_vitreous or preretinal haemorrhage": (
        "vitreous or preretinal haemorrhage",
        "玻璃体或视网膜前出血",
    ),
    "lesion_fibrous proliferation": ("fibrous proliferation", "纤维增殖"),
    "lesion_macular oedema suspected": ("macular oedema suspected", "疑似黄斑水肿"),
    "lesion_laser scars": ("laser scars", "激光斑"),
    "counted": ("{lesion} {count}", "{lesion} {count} 处"),
    "note": ("Note", "备注"),
    "evidence": ("Evidence", "依据"),
    "evidence_line": (
        "Without the {count} ringed place(s) the grade score falls by {effect}; without the same "
        "area anywhere else by {most} at most. Accepted by {reader}, {when}; model {model}.",
        "去掉圈出的 {count} 处后，分级评分下降 {effect}；"
        "去掉其他任何同样大小的区域，最多下降 {most}。"
        "确认者 {reader}，{when}；模型 {model}。",
    ),
    "signed_by": ("Signed", "签名"),
    "signed_line": ("{reader}, {when}", "{reader}，{when}"),
    "override": ("the model had said {grade}", "模型曾判为 {grade}"),
    "not_signed": ("not signed", "未签名"),
    "model": ("Model", "模型"),
    "model_line": ("{id} {version}, digest {digest}", "{id} {version}，摘要 {digest}"),
    "site": ("Calibrated for this site", "已按本机构校准"),
    "no_picture": ("No picture", "无图像"),
    "list_mark": (", ", "，"),
    "sentence_gap": (". ", "。"),
    "named": ("{name}: {value}", "{name}：{value}"),
    "page": ("Page {page}", "第 {page} 页"),
    "made_with": ("MedView {version}", "MedView {version}"),
    # Letters
    "letter_patient_title": ("The result of your eye photographs", "您的眼底照片检查结果"),
    "letter_doctor_title": (
        "Diabetic retinopathy screening: result",
        "糖尿病视网膜病变筛查：结果",
    ),
    "dear_patient": ("Dear {name},", "{name}，您好："),
    "dear_unnamed": ("Dear patient,", "您好："),
    "dear_doctor": ("Dear colleague,", "尊敬的同道："),
    "letter_patient_start": (
        "Photographs were taken of the back of your eyes, to look for damage by diabetes.",
        "我们为您拍摄了眼底照片，以检查糖尿病是否损害了您的眼睛。",
    ),
    "letter_doctor_start": (
        "These are the findings on the fundus photographs of {name}.",
        "以下为 {name} 的眼底照片检查结果。",
    ),
    "letter_date": ("Photographs of {date}.", "拍摄日期：{date}。"),
    "lay_OD": ("Your right eye", "您的右眼"),
    "lay_OS": ("Your left eye", "您的左眼"),
    "lay_unknown": ("One eye (the side is not known)", "一只眼（左右未知）"),
    "lay_grade_0": ("no damage by diabetes was seen", "未见糖尿病引起的眼底损害"),
    "lay_grade_1": (
        "early, mild signs of damage by diabetes",
        "有早期、轻度的糖尿病眼底损害",
    ),
    "lay_grade_2": ("moderate damage by diabetes", "有中度的糖尿病眼底损害"),
    "lay_grade_3": ("severe damage by diabetes", "有重度的糖尿病眼底损害"),
    "lay_grade_4": (
        "new, fragile blood vessels caused by diabetes; they can threaten your sight",
        "糖尿病引起了脆弱的新生血管，可能威胁您的视力",
    ),
    "lay_ungradable": (
        "the photograph was not clear enough to judge",
        "照片不够清晰，无法判断",
    ),
    "lay_none": ("no result yet", "尚无结果"),
    "next_heading": ("What to do next", "下一步"),
    "next_patient_0": (
        "Have your eyes photographed again in 1 to 2 years, or earlier if your doctor says so.",
        "请在 1 至 2 年后再次检查眼底；医生另有要求时请提前。",
    ),
    "next_patient_1": (
        "Have your eyes checked again in 6 to 12 months.",
        "请在 6 至 12 个月后复查眼底。",
    ),
    "next_patient_2": (
        "You should see an eye doctor within 3 to 6 months.",
        "请在 3 至 6 个月内到眼科就诊。",
    ),
    "next_patient_3": (
        "You should see an eye doctor soon, within 3 months.",
        "请尽快到眼科就诊，不要超过 3 个月。",
    ),
    "next_patient_4": (
        "You should see an eye doctor urgently, within 1 month. Treatment can save your sight.",
        "请尽早到眼科就诊，不要超过 1 个月。治疗可以保住您的视力。",
    ),
    "next_patient_ungradable": (
        "The photographs must be taken again, or an eye doctor must look at your eyes.",
        "需要重新拍摄照片，或由眼科医生为您检查。",
    ),
    "next_patient_none": (
        "A doctor has not given the result yet. Please wait for it.",
        "医生尚未给出结果，请等待。",
    ),
    "next_doctor_0": (
        "No referral needed. Re-examine in 1 to 2 years.",
        "无需转诊。1 至 2 年后复查。",
    ),
    "next_doctor_1": (
        "No referral needed. Re-examine in 6 to 12 months.",
        "无需转诊。6 至 12 个月后复查。",
    ),
    "next_doctor_2": (
        "Refer to an ophthalmologist: within 3 to 6 months.",
        "转诊眼科：3 至 6 个月内。",
    ),
    "next_doctor_3": (
        "Refer to an ophthalmologist: within 3 months.",
        "转诊眼科：3 个月内。",
    ),
    "next_doctor_4": (
        "Refer to an ophthalmologist urgently: within 1 month.",
        "紧急转诊眼科：1 个月内。",
    ),
    "next_doctor_ungradable": (
        "Repeat the photographs (dilated pupil), or refer for examination.",
        "重新拍摄（散瞳），或转诊检查。",
    ),
    "next_doctor_none": (
        "No grade yet: a clinician has to grade the photographs.",
        "尚未分级：须由医生分级。",
    ),
    "next_patient_oedema": (
        "There are signs that the centre of your retina may be swollen. You should see an eye "
        "doctor soon, within 3 months, or earlier if your doctor says so.",
        "有迹象提示视网膜中央可能水肿。请尽快到眼科就诊，不要超过 3 个月；医生另有要求时请提前。",
    ),
    "next_doctor_oedema": (
        "Macular oedema is suspected: refer to an ophthalmologist within 3 months, within 1 month "
        "where the centre is involved.",
        "疑有黄斑水肿：3 个月内转诊眼科；累及黄斑中心者 1 个月内转诊。",
    ),
    "next_limits": (
        "Intervals after the ICO Guidelines for Diabetic Eye Care (2017), without macular "
        "oedema where it is not said to be suspected; a photograph cannot rule it out. Local "
        "rules, pregnancy, symptoms or treatment may ask for shorter ones.",
        "间隔参照 ICO 糖尿病眼病诊疗指南 (2017)；除注明疑有黄斑水肿者外，均以无黄斑水肿为前提，"
        "照片不能排除水肿。如当地规范、妊娠、症状或治疗需要，应缩短间隔。",
    ),
    "patient_advice": (
        "See an eye doctor at once if your sight gets worse, or if you see new floating spots or "
        "flashes. Good control of blood sugar and blood pressure protects your eyes.",
        "如果视力下降，或出现新的飞蚊、闪光，请立即到眼科就诊。控制好血糖和血压可以保护您的眼睛。",
    ),
    "letter_signed": ("Graded and signed by {readers}, {when}.", "分级并签名：{readers}，{when}。"),
    "letter_unsigned": (
        "DRAFT: a doctor has not signed this result. Do not send it.",
        "草稿：医生尚未签名。请勿发出。",
    ),
    "letter_model": ("Made with the help of the model {model}.", "借助模型 {model} 完成。"),
}

# Written in English where they arise (inference.grading, imaging.quality, app.grade_eye).
REASONS: dict[str, str] = {
    "This is not a fundus photograph.": "这不是眼底照片。",
    "This is not an eye photograph.": "这不是眼部照片。",
    "The photograph is too dark.": "照片过暗。",
    "The photograph is overexposed.": "照片过曝。",
    "The photograph shows no structure of the retina.": "照片未显示视网膜结构。",
    "The photograph is out of focus.": "照片失焦。",
    "Take it again with more flash, or once the pupil is wider.": (
        "请增强闪光，或待瞳孔散大后重新拍摄。"
    ),
    "Take it again with less flash.": "请减弱闪光后重新拍摄。",
    "Clear the lens, align the camera with the pupil, and take it again.": (
        "请清洁镜头、将相机对准瞳孔后重新拍摄。"
    ),
    "Focus on the vessels, and take it again.": "请对血管对焦后重新拍摄。",
    "The image quality is too low to grade. Take the photograph again.": (
        "图像质量过低，无法分级。请重新拍摄。"
    ),
    "This photograph is unlike every graded case the model knows.": (
        "这张照片与模型所知的所有已分级病例都不相似。"
    ),
    "It may not be a fundus photograph, or from a camera the model has not seen.": (
        "它可能不是眼底照片，或来自模型未见过的相机。"
    ),
    "The two witnesses disagree: the grading head says {0}, the nearest graded cases say {1}.": (
        "两种判断不一致：分级模型判为 {0}，最相近的已分级病例判为 {1}。"
    ),
    "The eye is graded by its other photographs.": ("该眼由其他照片分级。"),
    "Out of focus or hazy: focus again, clean the lens, let the patient blink first.": (
        "失焦或模糊：请重新对焦、清洁镜头，并让患者先眨眼。"
    ),
    "Optic disc or macula not well in view: centre between them, let the patient fixate.": (
        "视盘或黄斑未充分显示：请将视野中心置于二者之间，并让患者注视。"
    ),
    "Shadows or reflections cover the retina: lift the lid, align the camera again.": (
        "阴影或反光遮挡视网膜：请提起眼睑，重新对准相机。"
    ),
    "At {0} certainty the grade may be anything from {1} to {2}.": (
        "在 {0} 的置信度下，分级可能为 {1} 至 {2}。"
    ),
    "Grade it yourself.": "请自行分级。",
    "The picture is blank.": "图像为空白。",
    "The picture shows only noise.": "图像只有噪声。",
    "It is not graded.": "不予分级。",
    "The macula was not found.": "未找到黄斑。",
    "The photograph is unlike those the lesion model knows.": "照片与病变模型所知的照片不相似。",
    "The photograph cannot be graded.": "照片不可分级。",
    "The lesion model in use tells no risk of macular oedema.": "所用病变模型不判断黄斑水肿风险。",
}


class Words:
    """The texts in one language."""

    def __init__(self, language: str) -> None:
        """Take a language of domain.choices; another one is English."""
        self.language = language if language == CHINESE else ENGLISH
        self._place = (ENGLISH, CHINESE).index(self.language)

    def __call__(self, key: str, **places: object) -> str:
        """Return a text with its places filled in."""
        text = TEXTS[key][self._place]
        return text.format(**places) if places else text

    def grade(self, grade: Grade | None) -> str:
        """Return number and name of a grade, "2 Moderate NPDR", or "Ungradable" for None."""
        if grade is None:
            return self("ungradable")
        words = self(f"grade_{int(grade)}")
        return self("grade_in_full", number=int(grade), words=words)

    def lesions(self, lesions: Iterable[Lesion]) -> str:
        """Return lesions of the checklist in a row."""
        return self.joined([self(f"lesion_{lesion}") for lesion in lesions])

    def eye(self, eye: Eye | None, *, lay: bool = False) -> str:
        """Return the side of an eye, for a clinician or for a patient."""
        return self(f"{'lay' if lay else 'eye'}_{eye or 'unknown'}")

    def patient(self, patient: Patient) -> str:
        """Return a patient's name, or number; files that name nobody say so."""
        if patient.key.startswith("unknown"):
            return patient.name or self("unknown_patient")
        return patient.name or patient.key

    def reason(self, text: str) -> str:
        """Return reasons, sentence by sentence; a sentence that is not known stays as it is."""
        return text if self.language == ENGLISH else _known.replaced(text, self._reason)

    def named(self, key: str, value: str) -> str:
        """Return "Name: value", the name being one of the texts."""
        return self("named", name=self(key), value=value)

    def joined(self, parts: list[str]) -> str:
        """Return parts in a row, with the marks of the language."""
        return self("list_mark").join(part for part in parts if part)

    def _reason(self, source: str, fillings: tuple[str, ...]) -> str:
        return re.sub(" (?=[。，])", "", REASONS[source].format(*map(self._filling, fillings)))

    def _filling(self, words: str) -> str:
        return next((zh for en, zh in TEXTS.values() if en == words), words)


_known = Sentences(REASONS)


def when(moment: datetime) -> str:
    """Return a moment in this computer's time, written so that no country reads it otherwise."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def percent(share: float) -> str:
    """Return a share as a percentage without false precision: "<1 %", "83 %"."""
    if 0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1:
        return ">99 %"
    return f"{round(share * 100)} %"
