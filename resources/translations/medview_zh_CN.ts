<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About MedView</source>
        <translation>关于 MedView</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型说明卡</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Model cards</source>
        <translation>模型说明卡</translation>
    </message>
    <message>
        <source>No model is installed.</source>
        <translation>未安装模型。</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>MedView grades diabetic retinopathy on photographs of the eye and finds similar medical images. It works offline: no image and no name leaves this computer. A clinician decides, and signs.</source>
        <translation>MedView 对眼底照片进行糖尿病视网膜病变分级，并查找相似的医学图像。全程离线：任何图像和姓名都不会离开本机。由医生决定并签名。</translation>
    </message>
</context>
<context>
    <name>AdjustPanel</name>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Show the photograph as it was taken (Backspace)</source>
        <translation>恢复照片原貌 (Backspace)</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>The answer appears here</source>
        <translation>结果显示在这里</translation>
    </message>
    <message>
        <source>Choose an eye photograph to see its grade, or a series to find similar ones.</source>
        <translation>选择眼底照片查看分级，或选择序列查找相似病例。</translation>
    </message>
    <message>
        <source>Grading …</source>
        <translation>正在分级…</translation>
    </message>
    <message>
        <source>This takes less than a second.</source>
        <translation>不到一秒即可完成。</translation>
    </message>
    <message>
        <source>You can still grade it yourself.</source>
        <translation>您仍可自行分级。</translation>
    </message>
    <message>
        <source>Please enter a name: nothing was signed.</source>
        <translation>请输入姓名：尚未签署。</translation>
    </message>
    <message>
        <source>Who signs?</source>
        <translation>由谁签名？</translation>
    </message>
    <message>
        <source>Your name goes with every grade you sign:</source>
        <translation>您的姓名会随每次签名的分级一起保存：</translation>
    </message>
</context>
<context>
    <name>BlindPhoto</name>
    <message>
        <source>Opening the photograph</source>
        <translation>正在打开照片</translation>
    </message>
    <message>
        <source>This photograph cannot be opened.</source>
        <translation>无法打开这张照片。</translation>
    </message>
    <message>
        <source>Pass over it, and tell the lead of the study its number.</source>
        <translation>请跳过，并将其编号告知研究负责人。</translation>
    </message>
    <message>
        <source>Reduced image only</source>
        <translation>仅显示缩小图像</translation>
    </message>
</context>
<context>
    <name>CaseList</name>
    <message>
        <source>Nothing is open</source>
        <translation>尚未打开任何图像</translation>
    </message>
    <message>
        <source>Open files or a folder, or drop them anywhere in this window.</source>
        <translation>打开文件或文件夹，或将其拖放到窗口任意位置。</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>已打开的病例</translation>
    </message>
    <message>
        <source>Filter by patient, eye, file …</source>
        <translation>按患者、眼别、文件筛选…</translation>
    </message>
    <message>
        <source>Show only cases in which every word occurs (Ctrl+F)</source>
        <translation>仅显示包含所有词语的病例 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Filter the open cases</source>
        <translation>筛选已打开的病例</translation>
    </message>
    <message>
        <source>Grade all</source>
        <translation>全部分级</translation>
    </message>
    <message>
        <source>Grade every open eye photograph in the background</source>
        <translation>在后台对所有已打开的眼底照片分级</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>No case matches</source>
        <translation>没有匹配的病例</translation>
    </message>
    <message>
        <source>Clear the filter to see all cases again.</source>
        <translation>清除筛选条件即可再次显示全部病例。</translation>
    </message>
</context>
<context>
    <name>CaseModel</name>
    <message>
        <source>signed: {grade}</source>
        <translation>已签名：{grade}</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>无分级</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>以表格显示数值</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the picture, or the table</source>
        <translation>复制图或表格</translation>
    </message>
    <message>
        <source>Save picture …</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save the picture as a PNG or SVG file</source>
        <translation>将图保存为 PNG 或 SVG 文件</translation>
    </message>
    <message>
        <source>Table: {0}</source>
        <translation>表格：{0}</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>复制：{0}</translation>
    </message>
    <message>
        <source>Save picture: {0}</source>
        <translation>保存图片：{0}</translation>
    </message>
    <message>
        <source>Drawing …</source>
        <translation>正在绘图…</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>图片 (*.png *.svg)</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>Clinic</name>
    <message>
        <source>No other eye of this worklist waits for you.</source>
        <translation>此工作列表中没有其他眼等待您阅片。</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Zoom, move and scroll both sides together</source>
        <translation>两侧同步缩放、移动和滚动</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>联动</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Exchange left and right</source>
        <translation>左右互换</translation>
    </message>
</context>
<context>
    <name>DisplayBar</name>
    <message>
        <source>More tools</source>
        <translation>更多工具</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>ErrorDoor</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy these words, to report them</source>
        <translation>复制这段文字以便报告</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>MedView met a fault of its own: {0}</source>
        <translation>MedView 程序自身出错：{0}</translation>
    </message>
    <message>
        <source>What you signed is safe. Please report these words.</source>
        <translation>您已签名的内容是安全的。请报告这段文字。</translation>
    </message>
</context>
<context>
    <name>EstimateView</name>
    <message>
        <source>PROBABILITIES</source>
        <translation>各级概率</translation>
    </message>
    <message>
        <source>below the line: referable</source>
        <translation>线下：需转诊</translation>
    </message>
    <message>
        <source>IMAGE QUALITY</source>
        <translation>图像质量</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>SHA-256 of the model: {0}</source>
        <translation>模型的 SHA-256：{0}</translation>
    </message>
    <message>
        <source>TWO WITNESSES</source>
        <translation>两项依据</translation>
    </message>
    <message>
        <source>The model&apos;s head</source>
        <translation>模型分级头</translation>
    </message>
    <message>
        <source>The neighbours&apos; vote</source>
        <translation>近邻投票</translation>
    </message>
    <message>
        <source>No grade</source>
        <translation>无分级</translation>
    </message>
    <message>
        <source>MedView abstains; grade it yourself</source>
        <translation>MedView 不给出分级；请自行分级</translation>
    </message>
    <message>
        <source>ICDR grade {n} of 4</source>
        <translation>ICDR 分级 {n}（最高 4）</translation>
    </message>
    <message>
        <source>Not gradable</source>
        <translation>不可分级</translation>
    </message>
    <message>
        <source>Why there is no grade</source>
        <translation>为何没有分级</translation>
    </message>
    <message>
        <source>Referable: not stated</source>
        <translation>转诊：未判定</translation>
    </message>
    <message>
        <source>Referable: yes</source>
        <translation>转诊：是</translation>
    </message>
    <message>
        <source>Referable: no</source>
        <translation>转诊：否</translation>
    </message>
    <message>
        <source>probability {share}</source>
        <translation>概率 {share}</translation>
    </message>
    <message>
        <source>The grade follows the expected severity over all five probabilities.</source>
        <translation>分级依据五个概率的期望严重程度得出。</translation>
    </message>
    <message>
        <source>Referred: the probability is above the model&apos;s referral threshold.</source>
        <translation>建议转诊：概率高于模型的转诊阈值。</translation>
    </message>
    <message>
        <source>At {share} certainty: {grade}.</source>
        <translation>置信度 {share}：{grade}。</translation>
    </message>
    <message>
        <source>At {share} certainty: {low} to {high}.</source>
        <translation>置信度 {share}：{low} 至 {high}。</translation>
    </message>
    <message>
        <source>Both say the same.</source>
        <translation>两者一致。</translation>
    </message>
    <message numerus="yes">
        <source>They differ by %n grade(s).</source>
        <translation>
            <numerusform>两者相差 %n 级。</numerusform>
        </translation>
    </message>
    <message>
        <source>Gradable</source>
        <translation>可分级</translation>
    </message>
    <message>
        <source>{verdict} · score {score}</source>
        <translation>{verdict} · 评分 {score}</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Show where the grade comes from, if that can be told</source>
        <translation>显示分级的依据（如能判断）</translation>
    </message>
    <message>
        <source>Looking for places that are alike</source>
        <translation>正在查找相似的部位</translation>
    </message>
    <message>
        <source>Waiting for the grade …</source>
        <translation>正在等待分级…</translation>
    </message>
    <message>
        <source>Looking for what the grade comes from …</source>
        <translation>正在查找分级的依据…</translation>
    </message>
    <message>
        <source>Looking for evidence</source>
        <translation>正在查找证据</translation>
    </message>
    <message numerus="yes">
        <source>Without the %n ringed place(s) the grade score falls by {effect}; without the same area anywhere else by {most} at most.</source>
        <translation>
            <numerusform>去除圈出的 %n 处后，分级得分下降 {effect}；去除其他任何相同面积的部位，最多下降 {most}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Alike where the numbers are the same</source>
        <translation>编号相同处彼此相似</translation>
    </message>
</context>
<context>
    <name>EyeChooser</name>
    <message>
        <source>Which eye? File and picture differ.</source>
        <translation>哪只眼？文件与图像不一致。</translation>
    </message>
    <message>
        <source>Which eye? Nothing says it.</source>
        <translation>哪只眼？没有任何信息说明。</translation>
    </message>
    <message>
        <source>Which eye is it?</source>
        <translation>这是哪只眼？</translation>
    </message>
    <message>
        <source>Choose the eye. The grade is then read again, and you can sign it.</source>
        <translation>请选择眼别。随后将重新读取分级，您即可签名。</translation>
    </message>
    <message>
        <source>This is the {0} (correct it at any time)</source>
        <translation>这是{0}（可随时更正）</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Signed {grade} for {name}</source>
        <translation>已为 {name} 签署 {grade}</translation>
    </message>
    <message>
        <source>Taken back: {grade} for {name}</source>
        <translation>已撤回：{name} 的 {grade}</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>模型：{0}</translation>
    </message>
    <message>
        <source>Signs as: {0}</source>
        <translation>签名者：{0}</translation>
    </message>
</context>
<context>
    <name>GradingBatch</name>
    <message>
        <source>Every open eye photograph is graded already.</source>
        <translation>所有已打开的眼底照片均已分级。</translation>
    </message>
    <message numerus="yes">
        <source>Grading %n photograph(s)</source>
        <translation>
            <numerusform>正在对 %n 张照片分级</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation>
            <numerusform>%n 张照片已有分级。</numerusform>
        </translation>
    </message>
    <message>
        <source>Grading was stopped; what was graded is kept.</source>
        <translation>分级已停止；已完成的结果保留。</translation>
    </message>
</context>
<context>
    <name>ImageCanvas</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>显示整幅图像</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import a labelled library</source>
        <translation>导入带标签的图库</translation>
    </message>
    <message>
        <source>Folder with images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Each folder is a class (its name is the label)</source>
        <translation>每个文件夹为一类（文件夹名即标签）</translation>
    </message>
    <message>
        <source>A CSV table tells the label of each file</source>
        <translation>由 CSV 表格给出每个文件的标签</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>For example: Eye clinic 2026</source>
        <translation>例如：眼科门诊 2026</translation>
    </message>
    <message>
        <source>Name of the source</source>
        <translation>来源名称</translation>
    </message>
    <message>
        <source>As the tables of the recognised set say</source>
        <translation>按所识别数据集的表格</translation>
    </message>
    <message>
        <source>Recognised sets</source>
        <translation>识别到的数据集</translation>
    </message>
    <message>
        <source>What was recognised in the folder, and its terms</source>
        <translation>文件夹中识别到的数据集及其使用条款</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose the table</source>
        <translation>选择表格</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import in the background</source>
        <translation>在后台导入</translation>
    </message>
    <message>
        <source>Licence: {licence}. Credit: {credit}.</source>
        <translation>许可证：{licence}。署名：{credit}。</translation>
    </message>
    <message>
        <source>✓ {name}: {n} photographs, {graded} with a grade.</source>
        <translation>✓ {name}：{n} 张照片，{graded} 张有分级。</translation>
    </message>
    <message>
        <source>Missing: {n} photographs of its table.</source>
        <translation>缺失：其表格中的 {n} 张照片。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Columns: image and label; patient and eye if you have them.</source>
        <translation>列：图像和标签；如有患者和眼别请一并提供。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Imported cases become neighbours with pictures. The files stay where they are; nothing leaves this computer.</source>
        <translation>导入的病例将成为带图片的近邻。文件保留在原处；任何内容都不会离开本机。</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>The name of the set</source>
        <translation>数据集的名称</translation>
    </message>
    <message>
        <source>Choose the folder with the images.</source>
        <translation>请选择图像所在的文件夹。</translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>该文件夹不存在。</translation>
    </message>
    <message>
        <source>Choose the CSV table.</source>
        <translation>请选择 CSV 表格。</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Importing {0}</source>
        <translation>正在导入 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) added</source>
        <translation>
            <numerusform>新增 %n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n 个重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>跳过 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Import: {0}.</source>
        <translation>导入：{0}。</translation>
    </message>
    <message>
        <source>The import was stopped; what was added stays.</source>
        <translation>导入已停止；已添加的内容保留。</translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop; what is done is kept</source>
        <translation>停止；已完成的部分保留</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>LesionList</name>
    <message>
        <source>What you looked for, kept with the signature</source>
        <translation>您查看过的病变，随签名保存</translation>
    </message>
    <message>
        <source>All others absent</source>
        <translation>其余均无</translation>
    </message>
    <message>
        <source>Mark every lesion that has no mark yet as absent</source>
        <translation>将所有尚未标记的病变标为“无”</translation>
    </message>
    <message>
        <source>{lesion}: present</source>
        <translation>{lesion}：有</translation>
    </message>
    <message>
        <source>{lesion}: absent</source>
        <translation>{lesion}：无</translation>
    </message>
    <message>
        <source>Le&amp;sions</source>
        <translation>病变(&amp;S)</translation>
    </message>
    <message>
        <source>Lesion checklist</source>
        <translation>病变核对表</translation>
    </message>
</context>
<context>
    <name>LesionPanel</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Keep this candidate as evidence</source>
        <translation>保留此候选病变作为依据</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>This is no lesion</source>
        <translation>这不是病变</translation>
    </message>
    <message>
        <source>Looking for lesions …</source>
        <translation>正在查找病变…</translation>
    </message>
    <message>
        <source>Looking for lesions</source>
        <translation>正在查找病变</translation>
    </message>
    <message>
        <source>Looking for similar places …</source>
        <translation>正在查找相似部位…</translation>
    </message>
    <message>
        <source>Looking for similar places</source>
        <translation>正在查找相似部位</translation>
    </message>
    <message>
        <source>Click a place on the photograph: where else does it look like it?</source>
        <translation>单击照片上的一处：查找其他与之相似的部位</translation>
    </message>
    <message>
        <source>Show or hide: {lesion}</source>
        <translation>显示或隐藏：{lesion}</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>病变</translation>
    </message>
    <message>
        <source>Show candidates of microaneurysms, haemorrhages and exudates</source>
        <translation>显示微动脉瘤、出血和渗出的候选病变</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似处</translation>
    </message>
    <message>
        <source>Click a place: where else does it look like this?</source>
        <translation>单击一处：查找其他与之相似的部位</translation>
    </message>
    <message>
        <source>Accept the lesion candidate</source>
        <translation>接受候选病变</translation>
    </message>
    <message>
        <source>Reject the lesion candidate</source>
        <translation>排除候选病变</translation>
    </message>
    <message>
        <source>Next lesion candidate</source>
        <translation>下一个候选病变</translation>
    </message>
    <message>
        <source>Previous lesion candidate</source>
        <translation>上一个候选病变</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Search by name, patient, source …</source>
        <translation>按名称、患者、来源搜索…</translation>
    </message>
    <message>
        <source>Show only cases that contain these words</source>
        <translation>仅显示包含这些词语的病例</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>搜索图库</translation>
    </message>
    <message>
        <source>Show only one kind of image</source>
        <translation>仅显示一种类型的图像</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Show only one label</source>
        <translation>仅显示一个标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>所有标签</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>No case matches</source>
        <translation>没有匹配的病例</translation>
    </message>
    <message>
        <source>Clear the search or choose other filters.</source>
        <translation>请清除搜索或更换筛选条件。</translation>
    </message>
    <message>
        <source>The library is empty</source>
        <translation>图库为空</translation>
    </message>
    <message>
        <source>Import graded images: a folder for each class, or a folder and a CSV table. Then the neighbours have pictures, and your own cases vote.</source>
        <translation>导入已分级的图像：每类一个文件夹，或一个文件夹加 CSV 表格。之后近邻即有图片，您自己的病例也参与投票。</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import labelled images</source>
        <translation>导入带标签的图像</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Open the chosen case in the reading page (Enter)</source>
        <translation>在阅片页打开所选病例 (Enter)</translation>
    </message>
    <message>
        <source>Worklist …</source>
        <translation>工作列表…</translation>
    </message>
    <message>
        <source>Put the chosen photographs on a new worklist</source>
        <translation>将所选照片放入新的工作列表</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove the chosen cases from the library; the files stay (Del)</source>
        <translation>从图库移除所选病例；文件保留 (Del)</translation>
    </message>
    <message>
        <source>Import a labelled library …</source>
        <translation>导入带标签的图库…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Remove from the library?</source>
        <translation>从图库移除？</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n case(s) from the library?</source>
        <translation>
            <numerusform>从图库移除 %n 个病例？</numerusform>
        </translation>
    </message>
    <message>
        <source>The image files, signed grades and the audit trail stay.</source>
        <translation>图像文件、已签名的分级和审计记录均保留。</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Cases of the library</source>
        <translation>图库中的病例</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n case(s) removed from the library</source>
        <translation>
            <numerusform>已从图库移除 %n 个病例</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;files …</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Open f&amp;older …</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
    </message>
    <message>
        <source>Re&amp;port …</source>
        <translation>报告(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Export grades …</source>
        <translation>导出分级(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Close all images</source>
        <translation>关闭所有图像(&amp;C)</translation>
    </message>
    <message>
        <source>Se&amp;ttings …</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Grade</source>
        <translation>分级(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Accept the grade</source>
        <translation>接受分级(&amp;A)</translation>
    </message>
    <message>
        <source>Sign {grade}</source>
        <translation>签名为 {grade}</translation>
    </message>
    <message>
        <source>Sign as &amp;ungradable</source>
        <translation>签名为不可分级(&amp;U)</translation>
    </message>
    <message>
        <source>Take the last signature &amp;back</source>
        <translation>撤回最后一次签名(&amp;B)</translation>
    </message>
    <message>
        <source>This is the &amp;right eye (OD)</source>
        <translation>这是右眼 OD(&amp;R)</translation>
    </message>
    <message>
        <source>This is the &amp;left eye (OS)</source>
        <translation>这是左眼 OS(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Grade all open photographs</source>
        <translation>对所有已打开的照片分级(&amp;G)</translation>
    </message>
    <message>
        <source>Reading &amp;study …</source>
        <translation>阅片研究(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>阅片(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>图库(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Worklist</source>
        <translation>工作列表(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Statistics</source>
        <translation>统计(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next case</source>
        <translation>下一个病例(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous case</source>
        <translation>上一个病例(&amp;P)</translation>
    </message>
    <message>
        <source>Next that waits for me (worklis&amp;t)</source>
        <translation>工作列表中下一个待我阅片(&amp;T)</translation>
    </message>
    <message>
        <source>Find si&amp;milar</source>
        <translation>查找相似(&amp;M)</translation>
    </message>
    <message>
        <source>Compare with an &amp;earlier visit</source>
        <translation>与较早就诊比较(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the nearest &amp;cases</source>
        <translation>转到最近病例(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Filter the list</source>
        <translation>筛选列表(&amp;F)</translation>
    </message>
    <message>
        <source>Show or hide the &amp;list</source>
        <translation>显示或隐藏列表(&amp;L)</translation>
    </message>
    <message>
        <source>Show or hide the &amp;answer</source>
        <translation>显示或隐藏结果(&amp;A)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About MedView, models and licences</source>
        <translation>关于 MedView、模型和许可证(&amp;A)</translation>
    </message>
</context>
<context>
    <name>NeighbourControls</name>
    <message>
        <source>Among</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>How the distance between two images is measured</source>
        <translation>两幅图像之间距离的度量方式</translation>
    </message>
    <message>
        <source>How many of the nearest cases to show</source>
        <translation>显示多少个最近病例</translation>
    </message>
    <message>
        <source>Number of neighbours</source>
        <translation>近邻数量</translation>
    </message>
    <message>
        <source>Its own kind</source>
        <translation>同类</translation>
    </message>
    <message>
        <source>Which kind of image to search among; choose it for a plain picture file</source>
        <translation>在哪类图像中搜索；普通图片文件请手动选择</translation>
    </message>
    <message>
        <source>Search among</source>
        <translation>搜索范围</translation>
    </message>
</context>
<context>
    <name>NeighbourModel</name>
    <message>
        <source>Neighbour {rank}: {title}</source>
        <translation>近邻 {rank}：{title}</translation>
    </message>
    <message>
        <source>Distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>来源：{0}</translation>
    </message>
    <message>
        <source>Click or press Enter to see both side by side.</source>
        <translation>单击或按 Enter 并排查看。</translation>
    </message>
</context>
<context>
    <name>Neighbours</name>
    <message>
        <source>of the marked region</source>
        <translation>（所标记区域）</translation>
    </message>
    <message>
        <source>of the slice</source>
        <translation>（该层面）</translation>
    </message>
    <message>
        <source>of the image</source>
        <translation>（该图像）</translation>
    </message>
    <message>
        <source>Nearest cases</source>
        <translation>最近病例</translation>
    </message>
    <message>
        <source>The most similar graded cases of the chosen image appear here.</source>
        <translation>此处显示与所选图像最相似的已分级病例。</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>查找相似</translation>
    </message>
    <message>
        <source>Press M to find the nearest cases of the slice, or mark a region first.</source>
        <translation>按 M 查找当前层面的最近病例，也可先标出区域。</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Nothing similar: do not rely on these neighbours.</source>
        <translation>没有相似病例：请勿依据这些近邻。</translation>
    </message>
    <message>
        <source>No case to compare with</source>
        <translation>没有可比较的病例</translation>
    </message>
    <message>
        <source>Import labelled cases of this kind into the library.</source>
        <translation>请将此类带标签的病例导入图库。</translation>
    </message>
    <message>
        <source>What does this picture show?</source>
        <translation>这张图片是什么？</translation>
    </message>
    <message>
        <source>Choose the kind of image under “Among”, and the nearest cases appear here.</source>
        <translation>请在“范围”中选择图像类型，最近病例即显示在此处。</translation>
    </message>
</context>
<context>
    <name>NoticeBanner</name>
    <message>
        <source>Notices about this image</source>
        <translation>关于此图像的提示</translation>
    </message>
    <message>
        <source>{notice} Switched off: {abilities}.</source>
        <translation>{notice} 已停用：{abilities}。</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>毫米测量</translation>
    </message>
    <message>
        <source>Hounsfield units</source>
        <translation>CT 值</translation>
    </message>
    <message>
        <source>reconstruction</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>grading</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>方位</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Images and archives</source>
        <translation>图像和压缩包</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Check that the drive is connected and the name is right.</source>
        <translation>请检查驱动器是否已连接、名称是否正确。</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>已不在原处。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) opened</source>
        <translation>
            <numerusform>已打开 %n 个病例</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatientStrip</name>
    <message>
        <source>No photograph of this patient is graded yet.</source>
        <translation>该患者尚无照片完成分级。</translation>
    </message>
    <message>
        <source>Both eyes of the patient</source>
        <translation>患者的双眼</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <source>Reduced image only: {why}</source>
        <translation>仅显示缩小图像：{why}</translation>
    </message>
    <message>
        <source>Red-free</source>
        <translation>无赤光</translation>
    </message>
    <message>
        <source>Contrast evened</source>
        <translation>对比度已均衡</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>已反相</translation>
    </message>
    <message>
        <source>Adjusted</source>
        <translation>已调整</translation>
    </message>
    <message>
        <source>Green channel alone: vessels, haemorrhages and drusen stand out</source>
        <translation>仅绿色通道：血管、出血和玻璃膜疣更清晰</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Even out contrast across the retina</source>
        <translation>均衡整个视网膜的对比度</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Light and dark exchanged</source>
        <translation>明暗互换</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Mark a region, to find cases like it</source>
        <translation>标出区域以查找相似病例</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma (or drag with the right button)</source>
        <translation>亮度、对比度和伽马（或按住右键拖动）</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>更暗</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>更亮</translation>
    </message>
    <message>
        <source>Less contrast</source>
        <translation>降低对比度</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>提高对比度</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原样</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Click a place to go to it</source>
        <translation>单击某处即可转到该处</translation>
    </message>
    <message>
        <source>Similar places</source>
        <translation>相似部位</translation>
    </message>
    <message>
        <source>here</source>
        <translation>本照片</translation>
    </message>
    <message>
        <source>{lesion}, similarity {likeness}, {where}</source>
        <translation>{lesion}，相似度 {likeness}，{where}</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Files that were not opened</source>
        <translation>未打开的文件</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show each file with the reason</source>
        <translation>显示每个文件及原因</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Copy the list of files and reasons</source>
        <translation>复制文件及原因列表</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>关闭此列表</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not opened</source>
        <translation>
            <numerusform>%n 个文件未打开</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not imported</source>
        <translation>
            <numerusform>%n 个文件未导入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) take no part in the study</source>
        <translation>
            <numerusform>%n 个文件不参与研究</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not graded</source>
        <translation>
            <numerusform>%n 个文件未分级</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Read and grade images (Ctrl+1)</source>
        <translation>阅片与分级 (Ctrl+1)</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Labelled cases, import and removal (Ctrl+2)</source>
        <translation>带标签的病例、导入与移除 (Ctrl+2)</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Grades, agreement, referral list (Ctrl+4)</source>
        <translation>分级、一致性、转诊名单 (Ctrl+4)</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>Patients of a clinic, one by one (Ctrl+3)</source>
        <translation>逐一阅读门诊患者 (Ctrl+3)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>设置 (Ctrl+,)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts (F1)</source>
        <translation>键盘快捷键 (F1)</translation>
    </message>
</context>
<context>
    <name>ReferralModel</name>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Eye</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>未签名</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>ReferralTable</name>
    <message>
        <source>Referral list</source>
        <translation>转诊名单</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Copy the chosen rows, or all when none is chosen</source>
        <translation>复制所选行；未选择时复制全部</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>Write the whole list as a table</source>
        <translation>将整个名单写成表格</translation>
    </message>
    <message numerus="yes">
        <source>Referable: %n eye(s)</source>
        <translation>
            <numerusform>需转诊：%n 只眼</numerusform>
        </translation>
    </message>
    <message>
        <source>Moderate NPDR or worse, or above the model&apos;s referral limit. Of one eye the worst result counts, signed before shown. Ungradable eyes are not in this list.</source>
        <translation>中度 NPDR 或更重，或高于模型的转诊阈值。每只眼取最重的结果，已签名者优先于模型结果。不可分级的眼不在此名单中。</translation>
    </message>
    <message>
        <source>Export the referral list</source>
        <translation>导出转诊名单</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Progress of writing</source>
        <translation>写入进度</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Show the written files</source>
        <translation>显示已写入的文件</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>写入(&amp;W)</translation>
    </message>
    <message>
        <source>Write the chosen files into the folder</source>
        <translation>将所选文件写入文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close, or stop writing</source>
        <translation>关闭，或停止写入</translation>
    </message>
    <message>
        <source>Gathering pictures, grades and signatures …</source>
        <translation>正在收集图像、分级和签名…</translation>
    </message>
    <message>
        <source>Not every photograph is signed: what is written is marked as a draft.</source>
        <translation>尚有照片未签名：写出的内容将标为草稿。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在写报告</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>These files are there already. Replace them?</source>
        <translation>这些文件已存在。是否替换？</translation>
    </message>
    <message>
        <source>Replace files</source>
        <translation>替换文件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to {0}</source>
        <translation>
            <numerusform>已将 %n 个文件写入 {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; files that were written are whole.</source>
        <translation>已停止；已写入的文件是完整的。</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Folder to write to</source>
        <translation>写入的文件夹</translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Choose at least one file.</source>
        <translation>请至少选择一个文件。</translation>
    </message>
    <message>
        <source>Choose the folder to write to.</source>
        <translation>请选择要写入的文件夹。</translation>
    </message>
    <message>
        <source>Whose report: a patient whose eyes are open</source>
        <translation>报告对象：眼底照片已打开的患者</translation>
    </message>
    <message>
        <source>Language of the report and the letters</source>
        <translation>报告和信函的语言</translation>
    </message>
    <message>
        <source>Report (P&amp;DF)</source>
        <translation>报告 PDF(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Letters to patient and doctor (text)</source>
        <translation>致患者和医生的信函，文本(&amp;L)</translation>
    </message>
    <message>
        <source>DICOM &amp;structured report</source>
        <translation>DICOM 结构化报告(&amp;S)</translation>
    </message>
    <message>
        <source>DICOM &amp;encapsulated PDF</source>
        <translation>DICOM 封装 PDF(&amp;E)</translation>
    </message>
    <message>
        <source>Pictures, grades, signatures and model on paper (A4)</source>
        <translation>图像、分级、签名和模型，用于打印 (A4)</translation>
    </message>
    <message>
        <source>The result and what to do next in plain words, as two text files</source>
        <translation>用通俗的语言说明结果和下一步，共两个文本文件</translation>
    </message>
    <message>
        <source>Coded grades for the PACS or the record; its texts are English</source>
        <translation>供 PACS 或病历使用的编码分级；其文字为英文</translation>
    </message>
    <message>
        <source>The same PDF for the PACS, in the study of the photographs</source>
        <translation>同一 PDF，供 PACS 使用，归入照片所在的检查</translation>
    </message>
    <message>
        <source>&amp;Patient</source>
        <translation>患者(&amp;P)</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File names hold a date and a number, never a name.</source>
        <translation>文件名只含日期和编号，绝不含姓名。</translation>
    </message>
</context>
<context>
    <name>ReportPreview</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Letter to patient</source>
        <translation>致患者的信</translation>
    </message>
    <message>
        <source>Letter to doctor</source>
        <translation>致医生的信</translation>
    </message>
    <message>
        <source>What is shown below</source>
        <translation>下方显示的内容</translation>
    </message>
    <message>
        <source>How it reads, without the pictures</source>
        <translation>文字预览，不含图像</translation>
    </message>
    <message>
        <source>&amp;Copy text</source>
        <translation>复制文字(&amp;C)</translation>
    </message>
    <message>
        <source>Copy what is shown, to paste it</source>
        <translation>复制所显示的内容以便粘贴</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <source>Open an eye photograph first: the report is about it.</source>
        <translation>请先打开一张眼底照片：报告针对该照片。</translation>
    </message>
    <message>
        <source>Writing the table</source>
        <translation>正在写表格</translation>
    </message>
    <message>
        <source>Export grades</source>
        <translation>导出分级</translation>
    </message>
    <message>
        <source>The table was written: {0}</source>
        <translation>表格已写入：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the report written</source>
        <translation>
            <numerusform>已写入报告的 %n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeriesView</name>
    <message>
        <source>Loading slice {number}</source>
        <translation>正在加载第 {number} 层</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>已反相</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>{speed} / s</source>
        <translation>{speed} 帧/秒</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>层面</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>滚动</translation>
    </message>
    <message>
        <source>Drag to scroll</source>
        <translation>拖动以滚动</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Drag to move the image</source>
        <translation>拖动以移动图像</translation>
    </message>
    <message>
        <source>Drag to window: across for width, down for centre (or the right button)</source>
        <translation>拖动调窗：左右调窗宽，上下调窗位（或用右键）</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>调窗</translation>
    </message>
    <message>
        <source>Windows of the file and of the modality</source>
        <translation>文件自带及该模态的窗</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设窗</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Frames per second: faster</source>
        <translation>每秒帧数：更快</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>更快</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>更慢</translation>
    </message>
    <message>
        <source>Mark a region, to find cases like it</source>
        <translation>标出区域以查找相似病例</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Light and dark exchanged</source>
        <translation>明暗互换</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>更暗</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>更亮</translation>
    </message>
    <message>
        <source>Less contrast</source>
        <translation>降低对比度</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>提高对比度</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原样</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Embedding the library with the model in use</source>
        <translation>正在用当前模型嵌入图库</translation>
    </message>
    <message>
        <source>Open the newest backup</source>
        <translation>打开最新备份</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>For example: Dr. A. Meyer</source>
        <translation>例如：王医生</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Beside each grade stand the grades it may be: of a hundred photographs so many have the true grade among them. More certainty leaves more eyes to you.</source>
        <translation>每个分级旁列出可能的分级：每一百张照片中，真实分级在其中的张数即为此值。置信度越高，留给您判断的眼越多。</translation>
    </message>
    <message>
        <source>&amp;Name for signatures</source>
        <translation>签名姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Distance</source>
        <translation>距离(&amp;D)</translation>
    </message>
    <message>
        <source>Nei&amp;ghbours shown</source>
        <translation>显示近邻数(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Certainty of grades</source>
        <translation>分级的置信度(&amp;C)</translation>
    </message>
    <message>
        <source>Changes count at once.</source>
        <translation>更改立即生效。</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation>距离 {distance}</translation>
    </message>
</context>
<context>
    <name>SignBox</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Sign the grade that is shown</source>
        <translation>按显示的分级签名</translation>
    </message>
    <message>
        <source>Note to go with the signature</source>
        <translation>随签名保存的备注</translation>
    </message>
    <message>
        <source>Kept with the signature, for people to read</source>
        <translation>随签名保存，供人阅读</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Accept {grade}</source>
        <translation>接受 {grade}</translation>
    </message>
    <message>
        <source>Sign {grade}</source>
        <translation>签名为 {grade}</translation>
    </message>
    <message>
        <source>Sign as ungradable</source>
        <translation>签名为不可分级</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take back your own last signature of this photograph; it stays on record</source>
        <translation>撤回您对此照片的最后一次签名；记录仍保留</translation>
    </message>
    <message>
        <source>Second read, blind: another reader has signed</source>
        <translation>第二次阅片（盲法）：另一位阅片者已签名</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>未签名</translation>
    </message>
    <message>
        <source>Enter accepts; 0–4 or U signs another grade.</source>
        <translation>Enter 接受；0–4 或 U 签署其他分级。</translation>
    </message>
    <message>
        <source>0–4 or U signs your own grade.</source>
        <translation>按 0–4 或 U 签署您的分级。</translation>
    </message>
    <message>
        <source>Signed: {0}</source>
        <translation>已签名：{0}</translation>
    </message>
    <message>
        <source>Readers disagree. {both}</source>
        <translation>阅片者意见不一致。{both}</translation>
    </message>
    <message>
        <source>{model} had shown {grade}</source>
        <translation>{model} 曾显示 {grade}</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>备注：{0}</translation>
    </message>
    <message numerus="yes">
        <source>Signed %n time(s); all are kept.</source>
        <translation>
            <numerusform>已签名 %n 次；全部保留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimilarView</name>
    <message>
        <source>Find similar</source>
        <translation>查找相似</translation>
    </message>
    <message>
        <source>Find the nearest cases of the image that is shown</source>
        <translation>查找与当前图像最近的病例</translation>
    </message>
    <message>
        <source>LABELS OF THE NEIGHBOURS</source>
        <translation>近邻的标签</translation>
    </message>
    <message>
        <source>Nothing similar</source>
        <translation>没有相似病例</translation>
    </message>
    <message>
        <source>Do not rely on these neighbours.</source>
        <translation>请勿依据这些近邻。</translation>
    </message>
    <message>
        <source>Nearest cases {of_what}</source>
        <translation>最近病例{of_what}</translation>
    </message>
    <message>
        <source>Most neighbours</source>
        <translation>多数近邻</translation>
    </message>
    <message>
        <source>Most often</source>
        <translation>最常见</translation>
    </message>
    <message>
        <source>{words}: {name} ({count} of {total})</source>
        <translation>{words}：{name}（{total} 例中 {count} 例）</translation>
    </message>
    <message>
        <source>No grade is given for this kind of image ({modality}).</source>
        <translation>此类图像（{modality}）不给出分级。</translation>
    </message>
    <message>
        <source>Find similar shows the nearest labelled cases of the slice you see.</source>
        <translation>“查找相似”显示与当前层面最近的带标签病例。</translation>
    </message>
</context>
<context>
    <name>StatisticsFilters</name>
    <message>
        <source>Period</source>
        <translation>时间段</translation>
    </message>
    <message>
        <source>Count only this period</source>
        <translation>只统计此时间段</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>最近 365 天</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>自…至…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Count only the cases this reader signed</source>
        <translation>只统计该阅片者签名的病例</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Count only the cases of this source</source>
        <translation>只统计该来源的病例</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>All readers</source>
        <translation>所有阅片者</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>所有来源</translation>
    </message>
</context>
<context>
    <name>StatisticsPage</name>
    <message>
        <source>Model: {0}</source>
        <translation>模型：{0}</translation>
    </message>
    <message>
        <source>Nothing in this selection</source>
        <translation>此选择范围内没有内容</translation>
    </message>
    <message>
        <source>Choose a longer period, all readers or all sources.</source>
        <translation>请选择更长的时间段、所有阅片者或所有来源。</translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation>尚无可统计的内容</translation>
    </message>
    <message>
        <source>Open photographs on the Read page (Ctrl+1) and sign their grades: the figures of your clinic appear here.</source>
        <translation>在阅片页 (Ctrl+1) 打开照片并签署分级：您门诊的统计数字将显示在此处。</translation>
    </message>
    <message>
        <source>photographs signed</source>
        <translation>张照片已签名</translation>
    </message>
    <message>
        <source>of {n} shown grades overridden</source>
        <translation>被修改（共显示 {n} 个分级）</translation>
    </message>
    <message>
        <source>of {n} photographs ungradable</source>
        <translation>不可分级（共 {n} 张照片）</translation>
    </message>
    <message>
        <source>referable eyes</source>
        <translation>只眼需转诊</translation>
    </message>
    <message>
        <source>kappa with the model: too little to tell</source>
        <translation>与模型的 Kappa：数据过少，无法判断</translation>
    </message>
    <message>
        <source>kappa with the model, too few for an interval</source>
        <translation>与模型的 Kappa，例数过少，无法给出区间</translation>
    </message>
    <message>
        <source>kappa with the model (95 %: {low} – {high})</source>
        <translation>与模型的 Kappa（95 %：{low} – {high}）</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
</context>
<context>
    <name>StudyDecisions</name>
    <message>
        <source>Photographs to decide</source>
        <translation>待裁定的照片</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>由谁裁定</translation>
    </message>
    <message>
        <source>One name, or several when readers decide together</source>
        <translation>一个姓名；由多位阅片者共同裁定时可填多个</translation>
    </message>
    <message>
        <source>Note to go with the decision</source>
        <translation>随裁定保存的备注</translation>
    </message>
    <message>
        <source>Kept with the decision; type it before you press a key</source>
        <translation>随裁定保存；请在按键前输入</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Back to the studies (Esc)</source>
        <translation>返回研究列表 (Esc)</translation>
    </message>
    <message>
        <source>Looking for disagreements …</source>
        <translation>正在查找不一致…</translation>
    </message>
    <message>
        <source>No photograph to decide. Those that every reader has finished with, and graded differently, are listed here.</source>
        <translation>没有待裁定的照片。所有阅片者均已读完且分级不一致的照片会列在此处。</translation>
    </message>
    <message numerus="yes">
        <source>All %n photograph(s) are decided.</source>
        <translation>
            <numerusform>%n 张照片均已裁定。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) to decide</source>
        <translation>
            <numerusform>%n 张照片待裁定</numerusform>
        </translation>
    </message>
    <message>
        <source>Photograph {n}: {grades}</source>
        <translation>照片 {n}：{grades}</translation>
    </message>
    <message>
        <source>Photograph {n}</source>
        <translation>照片 {n}</translation>
    </message>
    <message>
        <source>Not decided: 0–4 or U decides.</source>
        <translation>未裁定：按 0–4 或 U 裁定。</translation>
    </message>
    <message>
        <source>Decided: {grade} · {who} · {when}</source>
        <translation>已裁定：{grade} · {who} · {when}</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待裁定</translation>
    </message>
</context>
<context>
    <name>StudyDialog</name>
    <message>
        <source>Set up a reading study</source>
        <translation>建立阅片研究</translation>
    </message>
    <message>
        <source>For example: Screening readers 2026</source>
        <translation>例如：2026 年筛查阅片者</translation>
    </message>
    <message>
        <source>Name of the study</source>
        <translation>研究名称</translation>
    </message>
    <message>
        <source>One name a line</source>
        <translation>每行一个姓名</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Keep the study in the library</source>
        <translation>将研究保存在图库中</translation>
    </message>
    <message numerus="yes">
        <source>The %n photograph(s) that are open</source>
        <translation>
            <numerusform>已打开的 %n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n photograph(s) of the library</source>
        <translation>
            <numerusform>图库中的 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>All in a folder:</source>
        <translation>文件夹中的全部照片：</translation>
    </message>
    <message>
        <source>Folder with photographs</source>
        <translation>照片所在的文件夹</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>What is open in the reading page</source>
        <translation>阅片页中已打开的照片</translation>
    </message>
    <message>
        <source>Every fundus photograph of the library</source>
        <translation>图库中的所有眼底照片</translation>
    </message>
    <message>
        <source>Every photograph in a folder and those below it</source>
        <translation>文件夹及其子文件夹中的所有照片</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>So many of them, drawn at random</source>
        <translation>从中随机抽取的张数</translation>
    </message>
    <message>
        <source>How many photographs</source>
        <translation>照片数量</translation>
    </message>
    <message>
        <source>This share comes up a second time, unmarked: how steady is each reader?</source>
        <translation>此比例的照片会不加标记地再次出现：检验每位阅片者的稳定性</translation>
    </message>
    <message>
        <source>Hidden repeats</source>
        <translation>隐藏的重复照片</translation>
    </message>
    <message>
        <source>After each blind grade, show the model and grade again</source>
        <translation>每次盲法分级后显示模型结果，并再次分级</translation>
    </message>
    <message>
        <source>Measures what the model&apos;s answer does to the readers&apos; grades</source>
        <translation>衡量模型结果对阅片者分级的影响</translation>
    </message>
    <message>
        <source>any difference</source>
        <translation>任何差异</translation>
    </message>
    <message>
        <source>two grades or more apart</source>
        <translation>相差两级或以上</translation>
    </message>
    <message>
        <source>Which photographs somebody must decide about afterwards</source>
        <translation>哪些照片须事后裁定</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待裁定</translation>
    </message>
    <message>
        <source>Readers stay A and B until it is decided</source>
        <translation>裁定前阅片者以 A、B 代称</translation>
    </message>
    <message>
        <source>Whoever decides sees the grades without the names</source>
        <translation>裁定者只看到分级，看不到姓名</translation>
    </message>
    <message>
        <source>The same seed gives the same orders again</source>
        <translation>相同的种子产生相同的顺序</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Every reader grades every photograph in an order of their own, without seeing the model, the names or each other.</source>
        <translation>每位阅片者按各自的顺序对每张照片分级，看不到模型结果、患者姓名和彼此的分级。</translation>
    </message>
    <message>
        <source>Give the study a name.</source>
        <translation>请为研究命名。</translation>
    </message>
    <message>
        <source>Enter the name of at least one reader.</source>
        <translation>请至少输入一位阅片者的姓名。</translation>
    </message>
    <message>
        <source>Each reader needs a name of their own.</source>
        <translation>每位阅片者须有各自的姓名。</translation>
    </message>
    <message>
        <source>Choose the folder with the photographs.</source>
        <translation>请选择照片所在的文件夹。</translation>
    </message>
</context>
<context>
    <name>StudyList</name>
    <message>
        <source>Who reads: each reader has an order of their own</source>
        <translation>由谁阅片：每位阅片者有各自的顺序</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>No reading study yet</source>
        <translation>尚无阅片研究</translation>
    </message>
    <message>
        <source>In a study, readers grade the same photographs without seeing the model or each other, some of them twice. Then you see how far they agree.</source>
        <translation>在研究中，多位阅片者对相同的照片分级，看不到模型结果和彼此的分级，部分照片读两次。随后即可查看他们的一致程度。</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>阅片中</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Reading studies</source>
        <translation>阅片研究</translation>
    </message>
    <message>
        <source>New study …</source>
        <translation>新建研究…</translation>
    </message>
    <message>
        <source>Choose photographs and readers</source>
        <translation>选择照片和阅片者</translation>
    </message>
    <message>
        <source>Set up a study …</source>
        <translation>建立研究…</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Go on with the next unread photograph (Enter)</source>
        <translation>继续下一张未读照片 (Enter)</translation>
    </message>
    <message>
        <source>Decide …</source>
        <translation>裁定…</translation>
    </message>
    <message>
        <source>Photographs on which readers disagree: decide their grade</source>
        <translation>阅片者意见不一致的照片：裁定其分级</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Kappas, tables and picture</source>
        <translation>Kappa、表格和图</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>阅片身份</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>Setting up “{0}”</source>
        <translation>正在建立“{0}”</translation>
    </message>
    <message numerus="yes">
        <source>The study has %n photograph(s).</source>
        <translation>
            <numerusform>研究共有 %n 张照片。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Note to go with the grade</source>
        <translation>随分级保存的备注</translation>
    </message>
    <message>
        <source>Kept with the grade; type it before you press a key</source>
        <translation>随分级保存；请在按键前输入</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{reader} reads “{study}”</source>
        <translation>{reader} 正在阅读“{study}”</translation>
    </message>
    <message>
        <source>Grade what you see: 0–4, or U for ungradable.</source>
        <translation>按所见分级：0–4；不可分级按 U。</translation>
    </message>
    <message>
        <source>You graded it {grade}. The model is asked …</source>
        <translation>您的分级：{grade}。正在询问模型…</translation>
    </message>
    <message>
        <source>You graded it {grade}. With the model&apos;s answer before you: grade it again.</source>
        <translation>您的分级：{grade}。请参考模型结果再次分级。</translation>
    </message>
    <message>
        <source>You graded it {grade}. The model could not be asked: confirm your grade.</source>
        <translation>您的分级：{grade}。无法询问模型：请确认您的分级。</translation>
    </message>
    <message>
        <source>Keep {grade}</source>
        <translation>保留 {grade}</translation>
    </message>
    <message numerus="yes">
        <source>All %n photograph(s) are read</source>
        <translation>
            <numerusform>%n 张照片均已读完</numerusform>
        </translation>
    </message>
    <message>
        <source>Every grade is kept. You can leave now.</source>
        <translation>所有分级均已保存。您可以离开了。</translation>
    </message>
    <message>
        <source>Photograph {n} of {total}</source>
        <translation>第 {n} 张照片，共 {total} 张</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep the grade as it is (Enter)</source>
        <translation>保留原分级 (Enter)</translation>
    </message>
    <message>
        <source>Pass over it</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Go on without a grade: the photograph cannot be opened</source>
        <translation>不分级并继续：照片无法打开</translation>
    </message>
    <message>
        <source>One back</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Correct the grade before, until the next is given (Ctrl+Backspace)</source>
        <translation>在给出下一个分级之前更正前一个分级 (Ctrl+Backspace)</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Leave; you go on here the next time (Esc)</source>
        <translation>离开；下次从此处继续 (Esc)</translation>
    </message>
</context>
<context>
    <name>StudyReading</name>
    <message>
        <source>All photographs are read.</source>
        <translation>所有照片均已读完。</translation>
    </message>
    <message>
        <source>Every grade is kept. Leave with Esc; the lead sees the results.</source>
        <translation>所有分级均已保存。按 Esc 离开；负责人将看到结果。</translation>
    </message>
</context>
<context>
    <name>StudyResultsView</name>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>Ungradable</source>
        <translation>不可分级</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Median time</source>
        <translation>中位用时</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Kappa (95 % interval)</source>
        <translation>Kappa（95 % 区间）</translation>
    </message>
    <message>
        <source>Same grade</source>
        <translation>分级相同</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Kappas and tables of grades as a picture</source>
        <translation>Kappa 和分级对照表的图</translation>
    </message>
    <message>
        <source>Working out the agreement …</source>
        <translation>正在计算一致性…</translation>
    </message>
    <message>
        <source>the model was not asked</source>
        <translation>未询问模型</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>模型：{0}</translation>
    </message>
    <message>
        <source>Quadratic weighted kappa over photographs that neither called ungradable; intervals by resampling patients 1,000 times.</source>
        <translation>二次加权 Kappa，仅含双方均未判为不可分级的照片；区间由对患者重抽样 1,000 次得出。</translation>
    </message>
    <message>
        <source>Nothing to compare yet: readers appear here as they read.</source>
        <translation>尚无可比较的内容：阅片者开始阅片后将显示在此处。</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) name no patient; each counts as a patient of its own, and intervals may be too narrow.</source>
        <translation>
            <numerusform>%n 张照片没有患者信息；各算作一位患者，区间可能偏窄。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s) are few: take the intervals as rough.</source>
        <translation>
            <numerusform>仅 %n 位患者，例数较少：区间仅供粗略参考。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still to decide.</source>
        <translation>
            <numerusform>还有 %n 张照片待裁定。</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with the model</source>
        <translation>与模型比较</translation>
    </message>
    <message>
        <source>Have the model in use grade the photographs; the readers&apos; grades stay</source>
        <translation>由当前模型对照片分级；阅片者的分级不变</translation>
    </message>
    <message>
        <source>Save table …</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>Figures and tables of grades as CSV</source>
        <translation>将数值和分级对照表存为 CSV</translation>
    </message>
    <message>
        <source>Save picture …</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>The picture as PNG</source>
        <translation>将图存为 PNG</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Back to the studies (Esc)</source>
        <translation>返回研究列表 (Esc)</translation>
    </message>
    <message>
        <source>Results of the study</source>
        <translation>研究结果</translation>
    </message>
    <message numerus="yes">
        <source>Grading %n photograph(s)</source>
        <translation>
            <numerusform>正在对 %n 张照片分级</numerusform>
        </translation>
    </message>
    <message>
        <source>Quadratic weighted kappa, 95 % interval by patient</source>
        <translation>二次加权 Kappa，按患者计算的 95 % 区间</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
</context>
<context>
    <name>SwipeCanvas</name>
    <message>
        <source>Both photographs over each other</source>
        <translation>两张照片叠放</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Export grades</source>
        <translation>导出分级</translation>
    </message>
    <message>
        <source>The open &amp;photographs</source>
        <translation>已打开的照片(&amp;P)</translation>
    </message>
    <message>
        <source>Estimates and signatures of what is in the list</source>
        <translation>列表中各项的模型判断和签名</translation>
    </message>
    <message>
        <source>Every &amp;signed grade of the library</source>
        <translation>图库中所有已签名的分级(&amp;S)</translation>
    </message>
    <message>
        <source>The last signature of every case</source>
        <translation>每个病例的最后一次签名</translation>
    </message>
    <message>
        <source>A &amp;worklist</source>
        <translation>一个工作列表(&amp;W)</translation>
    </message>
    <message>
        <source>Every photograph of the worklist, with its status</source>
        <translation>工作列表中的每张照片及其状态</translation>
    </message>
    <message>
        <source>Which worklist</source>
        <translation>哪个工作列表</translation>
    </message>
    <message>
        <source>Save as &amp;CSV …</source>
        <translation>另存为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>A table for any program</source>
        <translation>任何程序均可使用的表格</translation>
    </message>
    <message>
        <source>Save as &amp;XLSX …</source>
        <translation>另存为 XLSX(&amp;X)…</translation>
    </message>
    <message>
        <source>A workbook for Excel or LibreOffice</source>
        <translation>供 Excel 或 LibreOffice 使用的工作簿</translation>
    </message>
    <message>
        <source>{0} of {1} have an estimate; Ctrl+G grades the others first.</source>
        <translation>{1} 张中 {0} 张有模型判断；按 Ctrl+G 可先对其余照片分级。</translation>
    </message>
    <message>
        <source>The table holds patient numbers and file paths: keep it as you keep those.</source>
        <translation>表格含有患者编号和文件路径：请按同样的要求妥善保管。</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>Take the signature back?</source>
        <translation>撤回签名？</translation>
    </message>
    <message>
        <source>Take back your signature: {0}?</source>
        <translation>撤回您的签名：{0}？</translation>
    </message>
    <message>
        <source>It stays on record, with your name and the time it was taken back.</source>
        <translation>记录仍保留，并附上您的姓名和撤回时间。</translation>
    </message>
</context>
<context>
    <name>ViewerArea</name>
    <message>
        <source>Back to one image</source>
        <translation>返回单幅图像</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>关闭对比 (Esc)</translation>
    </message>
    <message>
        <source>Neighbour {rank}: {title}</source>
        <translation>近邻 {rank}：{title}</translation>
    </message>
    <message>
        <source>This case</source>
        <translation>本病例</translation>
    </message>
</context>
<context>
    <name>VisitHeader</name>
    <message>
        <source>Choose which earlier visit to compare with</source>
        <translation>选择要比较的较早就诊</translation>
    </message>
    <message>
        <source>Accept alignment</source>
        <translation>接受配准</translation>
    </message>
    <message>
        <source>The vessels of both meet: count the photographs as aligned</source>
        <translation>两者血管吻合：视为已配准</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>The vessels do not meet: back to two photographs that move alone</source>
        <translation>血管不吻合：恢复为各自移动的两张照片</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Both photographs beside each other</source>
        <translation>两张照片并排显示</translation>
    </message>
    <message>
        <source>Over each other</source>
        <translation>叠放</translation>
    </message>
    <message>
        <source>Align the earlier photograph with this visit&apos;s, and swipe between them</source>
        <translation>将较早的照片与本次就诊的照片配准，并滑动切换</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>One after the other, twice a second; again to stop</source>
        <translation>每秒交替两次；再次点击停止</translation>
    </message>
    <message>
        <source>Back to one image</source>
        <translation>返回单张图像</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>关闭比较 (Esc)</translation>
    </message>
    <message>
        <source>Show the other photograph</source>
        <translation>显示另一张照片</translation>
    </message>
    <message>
        <source>Swipe to the left</source>
        <translation>向左滑动</translation>
    </message>
    <message>
        <source>Swipe to the right</source>
        <translation>向右滑动</translation>
    </message>
    <message>
        <source>Show the whole image</source>
        <translation>显示整张图像</translation>
    </message>
    <message>
        <source>Reject alignment</source>
        <translation>拒绝配准</translation>
    </message>
    <message>
        <source>Earlier visit</source>
        <translation>较早就诊</translation>
    </message>
</context>
<context>
    <name>VisitsView</name>
    <message>
        <source>Not aligned. Looking for the same vessels in both …</source>
        <translation>未配准。正在两张照片中查找相同的血管…</translation>
    </message>
    <message>
        <source>Aligning two photographs</source>
        <translation>正在配准两张照片</translation>
    </message>
    <message>
        <source>Earlier visit: {day}</source>
        <translation>较早就诊：{day}</translation>
    </message>
    <message>
        <source>This visit: {day}</source>
        <translation>本次就诊：{day}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>RECENT</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Grade eyes, find similar images</source>
        <translation>眼底分级，相似图像检索</translation>
    </message>
    <message>
        <source>Open photographs of the eye to grade diabetic retinopathy, or a CT, MR or X-ray to find cases like it. Everything stays on this computer.</source>
        <translation>打开眼底照片以分级糖尿病视网膜病变，或打开 CT、MR、X 线图像查找相似病例。一切都留在本机。</translation>
    </message>
    <message>
        <source>… or drop files, folders or a ZIP anywhere in this window.</source>
        <translation>……或将文件、文件夹或 ZIP 拖放到窗口任意位置。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Drawn images of eyes and series: look around without patients</source>
        <translation>绘制的眼底图像和序列：无需患者数据即可浏览</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open all images in a folder (Ctrl+Shift+O)</source>
        <translation>打开文件夹中的所有图像 (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>Open files …</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open files (Ctrl+O)</source>
        <translation>打开文件 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Import a labelled library …</source>
        <translation>导入带标签的图库…</translation>
    </message>
    <message>
        <source>Import graded images, so that neighbours have pictures (Ctrl+I)</source>
        <translation>导入已分级的图像，使近邻带有图片 (Ctrl+I)</translation>
    </message>
</context>
<context>
    <name>WindowControl</name>
    <message>
        <source>Table of the file</source>
        <translation>文件自带查找表</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Data range</source>
        <translation>数据范围</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>全范围</translation>
    </message>
    <message>
        <source>As the file says (table)</source>
        <translation>按文件自带查找表</translation>
    </message>
    <message>
        <source>C {centre}  W {width}</source>
        <translation>窗位 {centre}  窗宽 {width}</translation>
    </message>
</context>
<context>
    <name>WorklistBatch</name>
    <message>
        <source>Grading {0}</source>
        <translation>正在分级 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation>
            <numerusform>%n 张照片已有分级。</numerusform>
        </translation>
    </message>
    <message>
        <source>Grading was stopped; what was graded is kept.</source>
        <translation>分级已停止；已完成的结果保留。</translation>
    </message>
</context>
<context>
    <name>WorklistChooser</name>
    <message>
        <source>Choose a worklist</source>
        <translation>选择工作列表</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>Make a worklist</source>
        <translation>新建工作列表</translation>
    </message>
    <message>
        <source>Of a &amp;folder …</source>
        <translation>来自文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Of the &amp;open photographs</source>
        <translation>来自已打开的照片(&amp;O)</translation>
    </message>
    <message>
        <source>Of all photographs of the &amp;library</source>
        <translation>来自图库的所有照片(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Rename or delete this worklist</source>
        <translation>重命名或删除此工作列表</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Grade all again</source>
        <translation>全部重新分级(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Delete …</source>
        <translation>删除(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>WorklistFilter</name>
    <message>
        <source>Search patient, file, source, reader …</source>
        <translation>搜索患者、文件、来源、阅片者…</translation>
    </message>
    <message>
        <source>Show only patients in which every word occurs (Ctrl+F)</source>
        <translation>仅显示包含所有词语的患者 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search the worklist</source>
        <translation>搜索工作列表</translation>
    </message>
    <message>
        <source>Show only patients with one status</source>
        <translation>仅显示某一状态的患者</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Show only patients of one reader</source>
        <translation>仅显示某一阅片者的患者</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>All readers</source>
        <translation>所有阅片者</translation>
    </message>
    <message>
        <source>Not assigned</source>
        <translation>未分配</translation>
    </message>
</context>
<context>
    <name>WorklistMaking</name>
    <message>
        <source>There is no eye photograph to put on a worklist.</source>
        <translation>没有可放入工作列表的眼底照片。</translation>
    </message>
    <message>
        <source>New worklist</source>
        <translation>新建工作列表</translation>
    </message>
    <message>
        <source>Folder with the photographs of a clinic</source>
        <translation>门诊照片所在的文件夹</translation>
    </message>
    <message>
        <source>Making the worklist {0}</source>
        <translation>正在建立工作列表 {0}</translation>
    </message>
    <message>
        <source>Rename the worklist</source>
        <translation>重命名工作列表</translation>
    </message>
    <message>
        <source>Delete the worklist?</source>
        <translation>删除工作列表？</translation>
    </message>
    <message>
        <source>Delete the worklist {0}?</source>
        <translation>删除工作列表 {0}？</translation>
    </message>
    <message>
        <source>The image files, grades and signatures stay.</source>
        <translation>图像文件、分级和签名均保留。</translation>
    </message>
    <message>
        <source>Assign to a reader</source>
        <translation>分配给阅片者</translation>
    </message>
    <message numerus="yes">
        <source>Who reads %n patient(s)? Leave it empty for anybody.</source>
        <translation>
            <numerusform>%n 位患者由谁阅片？留空表示任何人均可。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A second read is wanted for %n patient(s).</source>
        <translation>
            <numerusform>已为 %n 位患者请求复核阅片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No second read is wanted any more for %n patient(s).</source>
        <translation>
            <numerusform>已取消 %n 位患者的复核阅片请求。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the worklist:</source>
        <translation>工作列表名称：</translation>
    </message>
    <message>
        <source>Clinic {0}</source>
        <translation>门诊 {0}</translation>
    </message>
</context>
<context>
    <name>WorklistModel</name>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Second read</source>
        <translation>复核阅片</translation>
    </message>
    <message>
        <source>Sort by {0}</source>
        <translation>按{0}排序</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>WorklistPage</name>
    <message>
        <source>Share of the patients that are signed</source>
        <translation>已签名患者的比例</translation>
    </message>
    <message>
        <source>Grade in the background what has no estimate of the model in use yet</source>
        <translation>在后台对尚无当前模型判断的照片分级</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Read the chosen patient (Enter)</source>
        <translation>阅读所选患者 (Enter)</translation>
    </message>
    <message>
        <source>Next for me</source>
        <translation>下一个待我阅片</translation>
    </message>
    <message>
        <source>Read the next eye that waits for you, in the order of the list (J)</source>
        <translation>按列表顺序阅读下一只等待您的眼 (J)</translation>
    </message>
    <message>
        <source>Assign …</source>
        <translation>分配…</translation>
    </message>
    <message>
        <source>Say who is to read the chosen patients (A)</source>
        <translation>指定所选患者的阅片者 (A)</translation>
    </message>
    <message>
        <source>Second read</source>
        <translation>复核阅片</translation>
    </message>
    <message>
        <source>Ask a second reader for the chosen patients, or no longer (D)</source>
        <translation>为所选患者请求或取消复核阅片 (D)</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>No patient matches</source>
        <translation>没有匹配的患者</translation>
    </message>
    <message>
        <source>Clear the search or choose another status or reader.</source>
        <translation>请清除搜索，或选择其他状态或阅片者。</translation>
    </message>
    <message>
        <source>Filled: signed · outlined: the model&apos;s · bar below: referable</source>
        <translation>实心：已签名 · 空心：模型判断 · 下方横线：需转诊</translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n 位患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Grade %n photograph(s)</source>
        <translation>
            <numerusform>对 %n 张照片分级</numerusform>
        </translation>
    </message>
    <message>
        <source>All are graded</source>
        <translation>均已分级</translation>
    </message>
</context>
<context>
    <name>WorklistTable</name>
    <message>
        <source>Patients of the worklist</source>
        <translation>工作列表中的患者</translation>
    </message>
</context>
<context>
    <name>WorklistWelcome</name>
    <message>
        <source>There is no worklist yet</source>
        <translation>尚无工作列表</translation>
    </message>
    <message>
        <source>Make one of the photographs of a clinic: MedView grades them in the background, and you read patient after patient.</source>
        <translation>用门诊照片建立一个：MedView 在后台分级，您逐一阅读患者。</translation>
    </message>
    <message>
        <source>Worklist of a folder …</source>
        <translation>来自文件夹的工作列表…</translation>
    </message>
    <message>
        <source>Choose a folder of photographs</source>
        <translation>选择照片文件夹</translation>
    </message>
    <message>
        <source>Worklist of the open photographs</source>
        <translation>已打开照片的工作列表</translation>
    </message>
    <message>
        <source>Take what is open for reading</source>
        <translation>使用当前已打开的照片</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Data it learned from</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Images and input</source>
        <translation>图像与输入</translation>
    </message>
    <message>
        <source>{modalities}; input {size} × {size} pixels, embedding of {length} numbers</source>
        <translation>{modalities}；输入 {size} × {size} 像素，嵌入向量长度 {length}</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练配方</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>尝试过的方案</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>charts</name>
    <message>
        <source>Ungradable</source>
        <translation>不可分级</translation>
    </message>
    <message>
        <source>No grade</source>
        <translation>无分级</translation>
    </message>
    <message>
        <source>Grades, signed and by the model</source>
        <translation>分级：签名与模型</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Signed grade and the model&apos;s, photographs</source>
        <translation>签名分级与模型分级，照片数</translation>
    </message>
    <message>
        <source>Shown by the model</source>
        <translation>模型显示</translation>
    </message>
    <message>
        <source>All readers</source>
        <translation>所有阅片者</translation>
    </message>
    <message>
        <source>Agreement of the readers with the model</source>
        <translation>阅片者与模型的一致性</translation>
    </message>
    <message>
        <source>Quadratic kappa, 95 % interval</source>
        <translation>二次加权 Kappa，95 % 区间</translation>
    </message>
    <message>
        <source>Readers saw the model&apos;s grade before they signed.</source>
        <translation>阅片者在签名前看到了模型的分级。</translation>
    </message>
    <message>
        <source>too little to tell</source>
        <translation>数据过少，无法判断</translation>
    </message>
    <message>
        <source>{n} pairs, {share} overridden</source>
        <translation>{n} 对，{share} 被修改</translation>
    </message>
    <message>
        <source>Ungradable photographs by camera and month</source>
        <translation>按相机和月份统计的不可分级照片</translation>
    </message>
    <message>
        <source>unknown camera</source>
        <translation>未知相机</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part}/{whole}</translation>
    </message>
    <message>
        <source>Photographs signed, by reader and month</source>
        <translation>各阅片者、各月签名的照片</translation>
    </message>
    <message>
        <source>The {n} largest of {all}.</source>
        <translation>共 {all} 项，显示最多的 {n} 项。</translation>
    </message>
    <message>
        <source>The newest {n} months.</source>
        <translation>最近 {n} 个月。</translation>
    </message>
    <message>
        <source>Model: {0}.</source>
        <translation>模型：{0}。</translation>
    </message>
</context>
<context>
    <name>eyes</name>
    <message>
        <source>as the DICOM file says</source>
        <translation>依据 DICOM 文件</translation>
    </message>
    <message>
        <source>as the file name says</source>
        <translation>依据文件名</translation>
    </message>
    <message>
        <source>by the side of the optic disc</source>
        <translation>依据视盘所在一侧</translation>
    </message>
    <message>
        <source>as you chose</source>
        <translation>依据您的选择</translation>
    </message>
    <message>
        <source>Read together: {0}.</source>
        <translation>合并阅读：{0}。</translation>
    </message>
    <message>
        <source>Left out: {0}.</source>
        <translation>未采用：{0}。</translation>
    </message>
    <message>
        <source>Patient: no result yet</source>
        <translation>患者：尚无结果</translation>
    </message>
    <message>
        <source>refer</source>
        <translation>需转诊</translation>
    </message>
    <message>
        <source>no referral</source>
        <translation>无需转诊</translation>
    </message>
    <message>
        <source>Patient: {0}, {1}</source>
        <translation>患者：{0}，{1}</translation>
    </message>
    <message>
        <source>Patient: at least {0}; one eye is not known</source>
        <translation>患者：至少 {0}；另一眼未知</translation>
    </message>
    <message>
        <source>Patient: at least {0}, {1}</source>
        <translation>患者：至少 {0}，{1}</translation>
    </message>
    <message>
        <source>{0} left out: {1}</source>
        <translation>{0} 未采用：{1}</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>{0} 缺失</translation>
    </message>
    <message>
        <source>{0} not graded yet</source>
        <translation>{0} 尚未分级</translation>
    </message>
    <message>
        <source>{0} no grade</source>
        <translation>{0} 无分级</translation>
    </message>
    <message>
        <source>{0} ungradable</source>
        <translation>{0} 不可分级</translation>
    </message>
    <message>
        <source> (signed)</source>
        <translation>（已签名）</translation>
    </message>
    <message>
        <source>{0} (alone {1})</source>
        <translation>{0}（单张 {1}）</translation>
    </message>
</context>
<context>
    <name>lesion_words</name>
    <message>
        <source>This photograph is unlike those the model knows: do not rely on its candidates.</source>
        <translation>这张照片与模型所知的照片不相似：请勿依据其候选病变。</translation>
    </message>
    <message>
        <source>No candidates were found. That does not mean there are no lesions.</source>
        <translation>未找到候选病变。这并不表示没有病变。</translation>
    </message>
    <message>
        <source>Click a candidate, or go through them with the keys . and ,</source>
        <translation>单击候选病变，或按 . 和 , 键逐一查看</translation>
    </message>
    <message>
        <source>Hard exudate near the macula: {share} % of the circle of one disc diameter.</source>
        <translation>黄斑附近的硬性渗出：占一个视盘直径圆形区域的 {share} %。</translation>
    </message>
    <message>
        <source>{lesion}, probability {percent} %</source>
        <translation>{lesion}，概率 {percent} %</translation>
    </message>
    <message>
        <source>accepted by {reader}, {when}</source>
        <translation>{reader} 已接受，{when}</translation>
    </message>
    <message>
        <source>rejected by {reader}, {when}</source>
        <translation>{reader} 已排除，{when}</translation>
    </message>
    <message>
        <source>{area} px</source>
        <translation>{area} 像素</translation>
    </message>
    <message>
        <source>{area} disc areas</source>
        <translation>{area} 个视盘面积</translation>
    </message>
    <message>
        <source>No lesion the model knows</source>
        <translation>不是模型所知的病变</translation>
    </message>
    <message>
        <source>{what}, {size}. Alike: {here} on this photograph, {there} on {others} others.</source>
        <translation>{what}，{size}。相似处：本照片 {here} 处，其他 {others} 张照片 {there} 处。</translation>
    </message>
</context>
<context>
    <name>lesions</name>
    <message>
        <source>Microaneurysms</source>
        <translation>微动脉瘤</translation>
    </message>
    <message>
        <source>Haemorrhages</source>
        <translation>出血</translation>
    </message>
    <message>
        <source>Hard exudates</source>
        <translation>硬性渗出</translation>
    </message>
    <message>
        <source>Soft exudates (cotton wool)</source>
        <translation>软性渗出（棉絮斑）</translation>
    </message>
    <message>
        <source>Venous beading</source>
        <translation>静脉串珠样改变</translation>
    </message>
    <message>
        <source>IRMA</source>
        <translation>视网膜内微血管异常 (IRMA)</translation>
    </message>
    <message>
        <source>New vessels</source>
        <translation>新生血管</translation>
    </message>
    <message>
        <source>Vitreous or preretinal haemorrhage</source>
        <translation>玻璃体或视网膜前出血</translation>
    </message>
    <message>
        <source>Fibrous proliferation</source>
        <translation>纤维增殖</translation>
    </message>
    <message>
        <source>Macular oedema suspected</source>
        <translation>疑似黄斑水肿</translation>
    </message>
    <message>
        <source>Laser scars</source>
        <translation>激光斑</translation>
    </message>
    <message>
        <source>none present</source>
        <translation>均未见</translation>
    </message>
    <message>
        <source>{n} absent</source>
        <translation>{n} 项无</translation>
    </message>
    <message>
        <source>{n} not looked at</source>
        <translation>{n} 项未查看</translation>
    </message>
    <message>
        <source>Lesions: {0}</source>
        <translation>病变：{0}</translation>
    </message>
    <message>
        <source>present</source>
        <translation>有</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>未查看</translation>
    </message>
    <message>
        <source>{lesions} usually go with {grade} or worse.</source>
        <translation>{lesions}通常见于 {grade} 或更重。</translation>
    </message>
    <message>
        <source>{lesions} usually go with {grade}.</source>
        <translation>{lesions}通常见于 {grade}。</translation>
    </message>
    <message>
        <source>Every lesion that goes with {grade} is marked absent.</source>
        <translation>与 {grade} 相符的病变均标为“无”。</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>This is not a fundus photograph.</source>
        <translation>这不是眼底照片。</translation>
    </message>
    <message>
        <source>This is not an eye photograph.</source>
        <translation>这不是眼部照片。</translation>
    </message>
    <message>
        <source>The photograph is too dark.</source>
        <translation>照片过暗。</translation>
    </message>
    <message>
        <source>The photograph is overexposed.</source>
        <translation>照片过曝。</translation>
    </message>
    <message>
        <source>The photograph shows no structure of the retina.</source>
        <translation>照片未显示视网膜结构。</translation>
    </message>
    <message>
        <source>The photograph is out of focus.</source>
        <translation>照片失焦。</translation>
    </message>
    <message>
        <source>The image quality is too low to grade. Take the photograph again.</source>
        <translation>图像质量过低，无法分级。请重新拍摄。</translation>
    </message>
    <message>
        <source>This photograph is unlike every graded case the model knows.</source>
        <translation>这张照片与模型所知的所有已分级病例都不相似。</translation>
    </message>
    <message>
        <source>It may not be a fundus photograph, or from a camera the model has not seen.</source>
        <translation>它可能不是眼底照片，或来自模型未见过的相机。</translation>
    </message>
    <message>
        <source>Grade it yourself.</source>
        <translation>请自行分级。</translation>
    </message>
    <message>
        <source>The two witnesses disagree: the grading head says {0}, the nearest graded cases say {1}.</source>
        <translation>两种判断不一致：分级模型判为 {0}，最相近的已分级病例判为 {1}。</translation>
    </message>
    <message>
        <source>The eye is graded by its other photographs.</source>
        <translation>该眼由其他照片分级。</translation>
    </message>
    <message>
        <source>Out of focus or hazy: focus again, clean the lens, let the patient blink first.</source>
        <translation>失焦或模糊：请重新对焦、清洁镜头，并让患者先眨眼。</translation>
    </message>
    <message>
        <source>Optic disc or macula not well in view: centre between them, let the patient fixate.</source>
        <translation>视盘或黄斑未充分显示：请将视野中心置于二者之间，并让患者注视。</translation>
    </message>
    <message>
        <source>Shadows or reflections cover the retina: lift the lid, align the camera again.</source>
        <translation>阴影或反光遮挡视网膜：请提起眼睑，重新对准相机。</translation>
    </message>
    <message>
        <source>At {0} certainty the grade may be anything from {1} to {2}.</source>
        <translation>在 {0} 的把握度下，分级可能为 {1} 至 {2}。</translation>
    </message>
    <message>
        <source>No DR is seen: there is nothing to point at.</source>
        <translation>未见糖尿病视网膜病变：没有可指出的部位。</translation>
    </message>
    <message>
        <source>No place explains this grade better than other places of the same size.</source>
        <translation>没有任何部位比其他相同大小的部位更能解释这一分级。</translation>
    </message>
    <message>
        <source>No place of the neighbour is alike for this reason more than other places are.</source>
        <translation>在邻近病例中，没有任何部位因此比其他部位更相似。</translation>
    </message>
    <message>
        <source>The file is cut off: the lower part of the picture is missing or wrong.</source>
        <translation>文件不完整：图像下部缺失或有误。</translation>
    </message>
    <message>
        <source>Copy it again from the camera.</source>
        <translation>请从相机重新复制。</translation>
    </message>
    <message>
        <source>Some pixels hold no number; they are shown as the darkest.</source>
        <translation>部分像素没有数值，按最暗显示。</translation>
    </message>
    <message>
        <source>The picture is not graded.</source>
        <translation>该图像不予分级。</translation>
    </message>
    <message>
        <source>The picture is only {0} × {1} pixels: it is not graded.</source>
        <translation>图像仅 {0} × {1} 像素：不予分级。</translation>
    </message>
    <message>
        <source>The picture is only black and white (1 bit): it is not graded.</source>
        <translation>图像只有黑白两色（1 位）：不予分级。</translation>
    </message>
    <message>
        <source>The file is an animation: only its first picture is shown, and not graded.</source>
        <translation>该文件是动画：仅显示第一幅图像，不予分级。</translation>
    </message>
    <message>
        <source>The file holds {0} pictures: scroll to see them.</source>
        <translation>文件含 {0} 幅图像：滚动查看。</translation>
    </message>
    <message>
        <source>It is not graded; save the one you want as its own file.</source>
        <translation>不予分级；请将所需的一幅另存为单独文件。</translation>
    </message>
    <message>
        <source>The picture is blank.</source>
        <translation>图像为空白。</translation>
    </message>
    <message>
        <source>The picture shows only noise.</source>
        <translation>图像只有噪声。</translation>
    </message>
    <message>
        <source>It is not graded.</source>
        <translation>不予分级。</translation>
    </message>
    <message>
        <source>The file promises {0} frames and holds {1}.</source>
        <translation>文件声明有 {0} 帧，实有 {1} 帧。</translation>
    </message>
    <message>
        <source>The file ends without its end mark: something may be missing.</source>
        <translation>文件末尾缺少结束标记：内容可能有缺失。</translation>
    </message>
    <message>
        <source>The file is cut off: a part of the image is missing or wrong. Export it again.</source>
        <translation>文件不完整：图像有一部分缺失或有误。请重新导出。</translation>
    </message>
    <message>
        <source>The table of frames in the file is wrong: searched.</source>
        <translation>文件中的帧表有误：已改为逐一查找。</translation>
    </message>
    <message>
        <source>The file describes {0} frames but holds {1}: positions are not trustworthy.</source>
        <translation>文件描述了 {0} 帧，实有 {1} 帧：位置不可信。</translation>
    </message>
    <message>
        <source>The file does not say how it is encoded: it was guessed.</source>
        <translation>文件未说明编码方式：按推测读取。</translation>
    </message>
    <message>
        <source>The file names an unknown character set.</source>
        <translation>文件使用了未知的字符集。</translation>
    </message>
    <message>
        <source>The file does not say in which characters the name is written.</source>
        <translation>文件未说明姓名所用的字符集。</translation>
    </message>
    <message>
        <source>The patient&apos;s name holds characters that cannot be shown: compare the patient ID.</source>
        <translation>患者姓名含有无法显示的字符：请核对患者编号。</translation>
    </message>
    <message>
        <source>The file names no patient ID: it is kept apart from all other patients.</source>
        <translation>文件没有患者编号：与所有其他患者分开保存。</translation>
    </message>
    <message>
        <source>The file has no identity (SOP Instance UID).</source>
        <translation>文件没有标识（SOP Instance UID）。</translation>
    </message>
    <message>
        <source>The header is written against the DICOM Standard.</source>
        <translation>文件头不符合 DICOM 标准。</translation>
    </message>
    <message>
        <source>The study date is no date: it is left empty.</source>
        <translation>检查日期无效：留空。</translation>
    </message>
    <message>
        <source>Text, perhaps the patient&apos;s name, is part of the image.</source>
        <translation>图像中含有文字，可能是患者姓名。</translation>
    </message>
    <message>
        <source>The pixel spacing is missing or wrong: lengths are in pixels only.</source>
        <translation>像素间距缺失或有误：长度仅以像素计。</translation>
    </message>
    <message>
        <source>Lengths are those on the detector, larger than in the body (not calibrated).</source>
        <translation>长度为探测器上的长度，大于体内实际长度（未校准）。</translation>
    </message>
    <message>
        <source>The position or orientation is missing: no left/right marks, no other planes.</source>
        <translation>缺少位置或方向：不显示左右标记，也不显示其他平面。</translation>
    </message>
    <message>
        <source>The rescale values are missing: no Hounsfield units are shown.</source>
        <translation>缺少重缩放值：不显示亨氏单位。</translation>
    </message>
    <message>
        <source>The rescale slope is zero or missing: no Hounsfield units are shown.</source>
        <translation>重缩放斜率为零或缺失：不显示亨氏单位。</translation>
    </message>
    <message>
        <source>The window of the file is useless: the data range is shown.</source>
        <translation>文件中的窗宽窗位不可用：按数据范围显示。</translation>
    </message>
    <message>
        <source>{0} images lie at each position (time points, echoes or copies): each set is its own stack.</source>
        <translation>每个位置有 {0} 幅图像（时间点、回波或副本）：每组各成一个序列。</translation>
    </message>
    <message>
        <source>Slices are missing or unevenly spaced ({0}): no other planes, no volumes.</source>
        <translation>层面缺失或间距不均（{0}）：不提供其他平面和体积。</translation>
    </message>
    <message>
        <source>after image {0}</source>
        <translation>第 {0} 幅之后</translation>
    </message>
    <message>
        <source>in places</source>
        <translation>若干处</translation>
    </message>
    <message>
        <source>The gantry was tilted: other planes would be distorted and are not shown.</source>
        <translation>扫描架有倾斜：其他平面会变形，不予显示。</translation>
    </message>
    <message>
        <source>The series holds images that do not fit together: this is part {0} of {1}.</source>
        <translation>序列中的图像不能合为一体：这是第 {0} 部分，共 {1} 部分。</translation>
    </message>
    <message>
        <source>Images of different patients carry one series number: they are shown apart.</source>
        <translation>不同患者的图像使用了同一序列号：分开显示。</translation>
    </message>
    <message>
        <source>Check with the PACS whose images these are.</source>
        <translation>请在 PACS 中核对图像属于谁。</translation>
    </message>
    <message>
        <source>{0} of the files are copies: counted once.</source>
        <translation>其中 {0} 个文件是副本：只计一次。</translation>
    </message>
    <message>
        <source>{0} of the images have the identity of another but differ from it: both are shown.</source>
        <translation>其中 {0} 幅图像与另一幅标识相同但内容不同：两者均显示。</translation>
    </message>
    <message>
        <source>The settings could not be read and were reset; see {0}.</source>
        <translation>无法读取设置，已恢复默认；参见 {0}。</translation>
    </message>
    <message>
        <source>The setting &apos;{0}&apos; made no sense and was reset.</source>
        <translation>设置“{0}”无效，已恢复默认。</translation>
    </message>
    <message>
        <source>The damaged settings could not be set aside.</source>
        <translation>无法另存损坏的设置。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Every finished epoch is kept.</source>
        <translation>已完成的每一轮训练都已保存。</translation>
    </message>
    <message>
        <source>Free some disk space, then resume the run.</source>
        <translation>请释放一些磁盘空间，然后继续此次训练。</translation>
    </message>
    <message>
        <source>The folder of the run cannot be written.</source>
        <translation>无法写入此次训练的文件夹。</translation>
    </message>
    <message>
        <source>Check its rights, then resume the run.</source>
        <translation>请检查其权限，然后继续此次训练。</translation>
    </message>
    <message>
        <source>The computer ran out of memory.</source>
        <translation>计算机内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, then resume the run; or choose a smaller recipe.</source>
        <translation>请关闭其他程序，然后继续此次训练；或选择较小的方案。</translation>
    </message>
    <message>
        <source>Training is not installed on this computer ({0}).</source>
        <translation>此计算机未安装训练功能（{0}）。</translation>
    </message>
    <message>
        <source>Ask whoever looks after the computer to install MedView with its part &apos;train&apos;.</source>
        <translation>请联系管理此计算机的人员，安装 MedView 的“train”部分。</translation>
    </message>
    <message>
        <source>Training met a fault of its own: {0}.</source>
        <translation>训练程序自身出错：{0}。</translation>
    </message>
    <message>
        <source>Resume the run; if it happens again, report these words.</source>
        <translation>请继续此次训练；如再次发生，请报告以上内容。</translation>
    </message>
    <message>
        <source>Training runs on the processor.</source>
        <translation>训练在处理器上运行。</translation>
    </message>
    <message>
        <source>Training runs on the graphics card {0}.</source>
        <translation>训练在显卡 {0} 上运行。</translation>
    </message>
    <message>
        <source>Training runs on the graphics processor of this Mac.</source>
        <translation>训练在此 Mac 的图形处理器上运行。</translation>
    </message>
    <message>
        <source>No graphics card that can train was found.</source>
        <translation>未找到可用于训练的显卡。</translation>
    </message>
    <message>
        <source>There is a graphics card, but the installed torch is built for processors only: install its build for graphics cards.</source>
        <translation>本机有显卡，但已安装的 torch 仅支持处理器：请安装其支持显卡的版本。</translation>
    </message>
    <message>
        <source>There is a graphics card, but its driver is missing or too old for the installed torch: update the driver.</source>
        <translation>本机有显卡，但其驱动程序缺失，或对已安装的 torch 而言过旧：请更新驱动程序。</translation>
    </message>
</context>
<context>
    <name>study</name>
    <message>
        <source>This photograph is ungradable</source>
        <translation>这张照片不可分级</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>分级 {grade}</translation>
    </message>
    <message>
        <source>Between readers</source>
        <translation>阅片者之间</translation>
    </message>
    <message>
        <source>With oneself</source>
        <translation>与自身</translation>
    </message>
    <message>
        <source>With the model, blind</source>
        <translation>与模型（盲法）</translation>
    </message>
    <message>
        <source>With the model, shown</source>
        <translation>与模型（已显示）</translation>
    </message>
    <message>
        <source>Model and agreed grade</source>
        <translation>模型与一致分级</translation>
    </message>
    <message>
        <source>first time</source>
        <translation>第一次</translation>
    </message>
    <message>
        <source>second time</source>
        <translation>第二次</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>agreed or decided</source>
        <translation>一致或裁定</translation>
    </message>
    <message>
        <source>{reader}, first and second time</source>
        <translation>{reader}，第一次与第二次</translation>
    </message>
    <message>
        <source>model, shown</source>
        <translation>模型（已显示）</translation>
    </message>
    <message>
        <source>not defined: one grade only</source>
        <translation>无定义：仅有一个分级</translation>
    </message>
    <message>
        <source>{kappa} (one patient: no interval)</source>
        <translation>{kappa}（仅一位患者：无区间）</translation>
    </message>
    <message>
        <source>{kappa} ({low} to {high})</source>
        <translation>{kappa}（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>{reader}: {done} of {total}</source>
        <translation>{reader}：{done}/{total}</translation>
    </message>
</context>
<context>
    <name>visits</name>
    <message>
        <source>The grades cannot be compared: one of them is missing.</source>
        <translation>无法比较分级：缺少其中之一。</translation>
    </message>
    <message>
        <source>{grade}: no change</source>
        <translation>{grade}：无变化</translation>
    </message>
    <message>
        <source>{before} → {now}: {steps}</source>
        <translation>{before} → {now}：{steps}</translation>
    </message>
    <message>
        <source>one step worse</source>
        <translation>加重一级</translation>
    </message>
    <message>
        <source>one step better</source>
        <translation>好转一级</translation>
    </message>
    <message>
        <source>{count} steps worse</source>
        <translation>加重 {count} 级</translation>
    </message>
    <message>
        <source>{count} steps better</source>
        <translation>好转 {count} 级</translation>
    </message>
    <message>
        <source>{grade}, signed by {reader}</source>
        <translation>{grade}，{reader} 签名</translation>
    </message>
    <message>
        <source>{grade}, model&apos;s estimate</source>
        <translation>{grade}，模型估计</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>无分级</translation>
    </message>
    <message>
        <source>Only eye photographs are compared with earlier visits.</source>
        <translation>只有眼部照片可与较早就诊比较。</translation>
    </message>
    <message>
        <source>Whose eye this is, right or left, is not known: no earlier visit can be found.</source>
        <translation>眼别未知：无法查找较早就诊。</translation>
    </message>
    <message>
        <source>No earlier visit of this eye is known. Open its photographs, or import them into the library.</source>
        <translation>未找到该眼的较早就诊。请打开其照片，或将其导入图库。</translation>
    </message>
    <message>
        <source>signed on {day}</source>
        <translation>签名于 {day}</translation>
    </message>
    <message>
        <source>Not aligned, rejected by {reader}, {when}</source>
        <translation>未配准，{reader} 已拒绝，{when}</translation>
    </message>
    <message>
        <source>Aligned, accepted by {reader}, {when}</source>
        <translation>已配准，{reader} 已接受，{when}</translation>
    </message>
    <message>
        <source>Not aligned</source>
        <translation>未配准</translation>
    </message>
    <message>
        <source>Not aligned until you accept it: swipe or flicker, and look at the vessels.</source>
        <translation>在您接受之前视为未配准：请滑动或闪烁，并查看血管。</translation>
    </message>
    <message>
        <source>{agreeing} points agree. Vessels alike: {before} before, {after} after (1: the same). In both pictures: {overlap} of the retina.</source>
        <translation>{agreeing} 个点一致。血管相似度：之前 {before}，之后 {after}（1 为相同）。两图共有：{overlap} 的视网膜。</translation>
    </message>
    <message>
        <source>Found by the vessels alone</source>
        <translation>仅依据血管得出</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>No DR</source>
        <translation>无 DR</translation>
    </message>
    <message>
        <source>Mild NPDR</source>
        <translation>轻度 NPDR</translation>
    </message>
    <message>
        <source>Moderate NPDR</source>
        <translation>中度 NPDR</translation>
    </message>
    <message>
        <source>Severe NPDR</source>
        <translation>重度 NPDR</translation>
    </message>
    <message>
        <source>PDR</source>
        <translation>PDR</translation>
    </message>
    <message>
        <source>Decision support, not a diagnosis.</source>
        <translation>仅供决策参考，不构成诊断。</translation>
    </message>
    <message>
        <source>Microaneurysm</source>
        <translation>微动脉瘤</translation>
    </message>
    <message>
        <source>Haemorrhage</source>
        <translation>出血</translation>
    </message>
    <message>
        <source>Hard exudate</source>
        <translation>硬性渗出</translation>
    </message>
    <message>
        <source>Soft exudate</source>
        <translation>软性渗出</translation>
    </message>
    <message>
        <source>Optic disc</source>
        <translation>视盘</translation>
    </message>
    <message>
        <source>No lesion</source>
        <translation>无病变</translation>
    </message>
    <message>
        <source>Ungradable</source>
        <translation>不可分级</translation>
    </message>
    <message>
        <source>OD · right eye</source>
        <translation>OD · 右眼</translation>
    </message>
    <message>
        <source>OS · left eye</source>
        <translation>OS · 左眼</translation>
    </message>
    <message>
        <source>Fundus</source>
        <translation>眼底</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation>欧氏</translation>
    </message>
    <message>
        <source>Manhattan</source>
        <translation>曼哈顿</translation>
    </message>
    <message>
        <source>Unknown patient</source>
        <translation>未知患者</translation>
    </message>
    <message>
        <source>{n} images</source>
        <translation>{n} 幅图像</translation>
    </message>
    <message>
        <source>It came with the model, without its picture; import the set into the library to see it.</source>
        <translation>该病例随模型提供，不含图像；将数据集导入图库即可查看。</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>约剩 {n} 秒</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>约剩 {n} 分钟</translation>
    </message>
</context>
<context>
    <name>worklist</name>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Graded</source>
        <translation>已分级</translation>
    </message>
    <message>
        <source>Needs a human</source>
        <translation>需人工判断</translation>
    </message>
    <message>
        <source>Ungradable</source>
        <translation>不可分级</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>the model abstains</source>
        <translation>模型不给出分级</translation>
    </message>
    <message>
        <source>referred, though the grade is low</source>
        <translation>分级虽低，但建议转诊</translation>
    </message>
    <message>
        <source>its photographs differ</source>
        <translation>各照片结果不一致</translation>
    </message>
    <message>
        <source>readers disagree</source>
        <translation>阅片者意见不一致</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>signed, hidden</source>
        <translation>已签名，隐藏</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What the first reader signed is shown once you have signed yourself.</source>
        <translation>您自己签名后，才会显示第一位阅片者的签名结果。</translation>
    </message>
    <message>
        <source>Eye not known</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>Signed {grade} · {reader} · {when}</source>
        <translation>已签名 {grade} · {reader} · {when}</translation>
    </message>
    <message>
        <source>no grade. {reason}</source>
        <translation>无分级。{reason}</translation>
    </message>
    <message>
        <source>Model: {shown}</source>
        <translation>模型：{shown}</translation>
    </message>
</context>
</TS>
