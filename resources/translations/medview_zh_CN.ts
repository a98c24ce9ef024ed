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
    <name>CaseDialog</name>
    <message>
        <source>What is known of this case</source>
        <translation>该病例的已知信息</translation>
    </message>
    <message>
        <source>What it is: neighbours are counted by it</source>
        <translation>诊断标签：近邻按此计数</translation>
    </message>
    <message>
        <source>What became of it, in the same words for the same: outcomes are counted</source>
        <translation>病例的结局；相同结局请用相同写法，以便计数</translation>
    </message>
    <message>
        <source>The words of the report, without names</source>
        <translation>报告文字，不含姓名</translation>
    </message>
    <message>
        <source>rare, teaching</source>
        <translation>罕见, 教学</translation>
    </message>
    <message>
        <source>Words to find it by, with commas between</source>
        <translation>便于查找的标签词，用逗号分隔</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>影像所见(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outcome</source>
        <translation>结局(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>标签词(&amp;T)</translation>
    </message>
</context>
<context>
    <name>CaseGallery</name>
    <message>
        <source>Open a picture in the viewer (Enter)</source>
        <translation>在阅片器中打开图像（Enter）</translation>
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
    <message>
        <source>Still reading</source>
        <translation>仍在读取</translation>
    </message>
    <message>
        <source>Cases are listed here as soon as each of them is complete.</source>
        <translation>每个病例读取完整后会立即列在这里。</translation>
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
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Vector graphics (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Label found</source>
        <translation>找到的标签</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>归入类别</translation>
    </message>
    <message>
        <source>Labels and classes</source>
        <translation>标签与类别</translation>
    </message>
    <message>
        <source>Choose a label to see its images</source>
        <translation>选择一个标签以查看其图像</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>What the label “{0}” becomes</source>
        <translation>标签“{0}”归入的类别</translation>
    </message>
    <message>
        <source>Choose a class, type a new one, or leave these images out</source>
        <translation>选择或输入一个类别，或不采用这些图像</translation>
    </message>
    <message>
        <source>Choose the grade, or leave these images out</source>
        <translation>选择分级，或不采用这些图像</translation>
    </message>
</context>
<context>
    <name>Clinic</name>
    <message>
        <source>Take the last signature &amp;back</source>
        <translation>撤回最后一次签名(&amp;B)</translation>
    </message>
    <message>
        <source>Take the last step of measuring &amp;back</source>
        <translation>撤销上一步测量(&amp;B)</translation>
    </message>
    <message>
        <source>No other eye of this worklist waits for you.</source>
        <translation>此工作列表中没有其他眼等待您阅片。</translation>
    </message>
</context>
<context>
    <name>ColumnChooser</name>
    <message>
        <source>Column for: {0}</source>
        <translation>{0}所在的列</translation>
    </message>
    <message>
        <source>The column of the table that says it, if there is one</source>
        <translation>表格中说明此项的列（如有）</translation>
    </message>
    <message>
        <source>Is each column what you mean?</source>
        <translation>各列的含义是否正确？</translation>
    </message>
    <message>
        <source>MedView does not know these column names: say which is which.</source>
        <translation>MedView 不认识这些列名：请指明各列的含义。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose the column that names the images.</source>
        <translation>请选择图像文件名所在的列。</translation>
    </message>
    <message>
        <source>Choose the column that holds the labels.</source>
        <translation>请选择标签所在的列。</translation>
    </message>
    <message>
        <source>The column “{0}” is chosen twice.</source>
        <translation>列“{0}”被选择了两次。</translation>
    </message>
    <message>
        <source>File of the image</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>Label or grade</source>
        <translation>标签或分级</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Eye (left or right)</source>
        <translation>眼别（左或右）</translation>
    </message>
    <message>
        <source>Official split</source>
        <translation>官方划分</translation>
    </message>
    <message>
        <source>Leave out where yes</source>
        <translation>标为“是”则排除</translation>
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
    <message>
        <source>Overlays</source>
        <translation>叠加图形</translation>
    </message>
    <message>
        <source>Show or hide what the files draw over their images</source>
        <translation>显示或隐藏文件在图像上绘制的内容</translation>
    </message>
</context>
<context>
    <name>Curve</name>
    <message>
        <source>no epoch yet</source>
        <translation>尚无轮次</translation>
    </message>
    <message>
        <source>{value} after epoch {n}, best {best} at epoch {m}</source>
        <translation>第 {n} 轮后为 {value}，最佳为第 {m} 轮的 {best}</translation>
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
    <name>ElementModel</name>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>EmbeddingMap</name>
    <message>
        <source>Map of the held-out cases</source>
        <translation>留作测试病例的分布图</translation>
    </message>
    <message>
        <source>The map comes with the first epoch.</source>
        <translation>第一轮后显示分布图。</translation>
    </message>
    <message>
        <source>{n} held-out cases after epoch {epoch}</source>
        <translation>第 {epoch} 轮后的 {n} 个测试病例</translation>
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
        <source>Calibrated for this site ({0})</source>
        <translation>已按本机构校准（{0}）</translation>
    </message>
    <message>
        <source>The grade follows the expected severity over all five probabilities.</source>
        <translation>分级依据五个概率的期望严重程度得出。</translation>
    </message>
    <message>
        <source>Referred: the probability is above this site&apos;s referral threshold.</source>
        <translation>建议转诊：概率高于本机构的转诊阈值。</translation>
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
    <message>
        <source>Not decided: only what you accept is shown in the report.</source>
        <translation>尚未判断：报告只显示您确认的依据。</translation>
    </message>
    <message>
        <source>✓ Accepted by {reader}, {when}: shown in the report.</source>
        <translation>✓ {reader} 已确认，{when}：报告中显示。</translation>
    </message>
    <message>
        <source>✗ Rejected by {reader}, {when}: not in the report.</source>
        <translation>✗ {reader} 已否定，{when}：报告中不显示。</translation>
    </message>
    <message numerus="yes">
        <source>Without the %n ringed place(s) the grade score falls by {effect}; without the same area anywhere else by {most} at most.</source>
        <translation>
            <numerusform>去除圈出的 %n 处后，分级得分下降 {effect}；去除其他任何相同面积的部位，最多下降 {most}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Accept the evidence: the report shows it</source>
        <translation>确认依据：报告将显示</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>Reject the evidence: the report does not show it</source>
        <translation>否定依据：报告不显示</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Leave it undecided again; what was decided stays on record</source>
        <translation>恢复为未判断；原判断仍有记录</translation>
    </message>
</context>
<context>
    <name>Exchanging</name>
    <message>
        <source>There is no case in the list that could be exported.</source>
        <translation>列表中没有可导出的病例。</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>正在导出 {0}</translation>
    </message>
    <message>
        <source>Export cases</source>
        <translation>导出病例</translation>
    </message>
    <message>
        <source>Files of cases</source>
        <translation>病例文件</translation>
    </message>
    <message>
        <source>{0} written, {1} MB. Your fingerprint: {2}</source>
        <translation>已写出 {0}，{1} MB。您的指纹：{2}</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 例</numerusform>
        </translation>
    </message>
    <message>
        <source>Import cases of another site</source>
        <translation>导入其他单位的病例</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>正在核验 {0}</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>正在导入 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) added</source>
        <translation>
            <numerusform>新增 %n 例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n 例已存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>跳过 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>From {0}: {1}.</source>
        <translation>来自 {0}：{1}。</translation>
    </message>
    <message>
        <source>The import was stopped; what was added stays.</source>
        <translation>导入已停止；已导入的内容予以保留。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export cases for another site</source>
        <translation>为其他单位导出病例</translation>
    </message>
    <message>
        <source>For example: Radiology, Hospital of Springfield</source>
        <translation>例如：市第一医院放射科</translation>
    </message>
    <message>
        <source>The receiver sees this name as that of the signer</source>
        <translation>接收方看到的签名者即此名称</translation>
    </message>
    <message>
        <source>Read it to the receiver by telephone: it shows that the file is yours</source>
        <translation>请通过电话向接收方读出：以此证明文件确由您发出</translation>
    </message>
    <message>
        <source>With the &amp;texts (findings)</source>
        <translation>包含文字（影像所见）(&amp;T)</translation>
    </message>
    <message>
        <source>Findings are free text. Without this, none of it goes into the file</source>
        <translation>影像所见为自由文本。不勾选时，文件中不含任何此类文字</translation>
    </message>
    <message>
        <source>All words that would go into the file</source>
        <translation>将写入文件的全部文字</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Choose the file, then export in the background</source>
        <translation>选择文件，然后在后台导出</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Labels, outcomes and tags: {0}</source>
        <translation>标签、结局和标签词：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n series show(s) a head: a face can be made of it.</source>
        <translation>
            <numerusform>%n 个序列含头部：可由其重建面容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings, word by word:</source>
        <translation>影像所见原文：</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Held back:</source>
        <translation>未纳入：</translation>
    </message>
    <message>
        <source>&amp;Name of your site</source>
        <translation>本单位名称(&amp;N)</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>What would be sent</source>
        <translation>将发送的内容</translation>
    </message>
    <message>
        <source>One file with images, labels, outcomes, tags and embeddings. Names, numbers and file names of patients are left out, dates are moved, and the file is signed. Words that are part of a photograph cannot be seen by MedView: look at the pictures first.</source>
        <translation>单个文件，含图像、标签、结局、标签词和嵌入向量。患者姓名、编号及文件名均被去除，日期已平移，文件经过签名。照片画面中的文字 MedView 无法识别：请先查看图片。</translation>
    </message>
    <message>
        <source>Write the name of your site.</source>
        <translation>请填写本单位名称。</translation>
    </message>
    <message>
        <source>Free text may name a patient, a doctor or a place. MedView leaves out texts with the names it knows, and knows no others: read every line below.</source>
        <translation>自由文本可能提及患者、医生或地点。MedView 会剔除含有其已知姓名的文字，但不知道其他姓名：请逐行阅读下文。</translation>
    </message>
    <message>
        <source>The findings stay here.</source>
        <translation>影像所见不会发出。</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查看…</translation>
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
    <name>FindingList</name>
    <message>
        <source>How to put it right</source>
        <translation>如何更正</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the images of the chosen line (Enter)</source>
        <translation>显示所选行的图像（Enter）</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Change the cases like this; the files stay as they are</source>
        <translation>按此更改病例；文件保持不变</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>as most are</source>
        <translation>随多数</translation>
    </message>
    <message>
        <source>learn from all</source>
        <translation>全部用于学习</translation>
    </message>
    <message>
        <source>hold all out</source>
        <translation>全部留作测试</translation>
    </message>
</context>
<context>
    <name>FirstSightView</name>
    <message>
        <source>First image: the rest is still being read. Tools and answers come with the whole series.</source>
        <translation>第一幅图像：其余文件仍在读取。整个序列读取完成后，即可使用工具并获得答案。</translation>
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
        <source>calibrated for this site</source>
        <translation>已按本机构校准</translation>
    </message>
    <message>
        <source>Signs as: {0}</source>
        <translation>签名者：{0}</translation>
    </message>
</context>
<context>
    <name>FusionTools</name>
    <message>
        <source>Hot iron</source>
        <translation>热铁</translation>
    </message>
    <message>
        <source>Rainbow</source>
        <translation>彩虹</translation>
    </message>
    <message>
        <source>Inverted grey</source>
        <translation>反相灰度</translation>
    </message>
    <message>
        <source>Fuse with …</source>
        <translation>融合 …</translation>
    </message>
    <message>
        <source>No other series of this patient is open.</source>
        <translation>未打开该患者的其他序列。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>伪彩</translation>
    </message>
    <message>
        <source>Show or hide the colours (X)</source>
        <translation>显示或隐藏伪彩（X）</translation>
    </message>
    <message>
        <source>How values become colours</source>
        <translation>数值如何映射为颜色</translation>
    </message>
    <message>
        <source>How dense the colours are</source>
        <translation>伪彩的不透明度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>The value at the upper end of the colours</source>
        <translation>颜色标尺上端对应的数值</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Lay nothing over any more</source>
        <translation>不再叠加</translation>
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
        <source>Cases of another site …</source>
        <translation>其他单位的病例…</translation>
    </message>
    <message>
        <source>Import a signed file of cases in place of a folder</source>
        <translation>导入已签名的病例文件，而非文件夹</translation>
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
    <name>JudgementList</name>
    <message>
        <source>What was said of neighbours</source>
        <translation>对近邻病例的评价</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Say nothing of the chosen one any more</source>
        <translation>撤回对所选项的评价</translation>
    </message>
    <message>
        <source>Search anew</source>
        <translation>重新检索</translation>
    </message>
    <message>
        <source>Forget all of it, and search as at first</source>
        <translation>清除全部评价，按最初的方式检索</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>尚未作出评价</translation>
    </message>
    <message>
        <source>Press + or - on a neighbour. For a region, open the neighbour (Enter), mark the region (R), and press Ctrl and + or -.</source>
        <translation>在近邻病例上按 + 或 -。若要评价某个区域，请打开该近邻病例（Enter），标出区域（R），再按 Ctrl 加 + 或 -。</translation>
    </message>
    <message>
        <source>+ More like this</source>
        <translation>+ 更多此类</translation>
    </message>
    <message>
        <source>− Less like this</source>
        <translation>− 更少此类</translation>
    </message>
    <message>
        <source>+ More like this here</source>
        <translation>+ 更多此区域这样的</translation>
    </message>
    <message>
        <source>− Less like this here</source>
        <translation>− 更少此区域这样的</translation>
    </message>
</context>
<context>
    <name>JudgingBar</name>
    <message>
        <source>Search for more cases like the chosen one (+)</source>
        <translation>多找与所选病例相似的病例 (+)</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更像这个</translation>
    </message>
    <message>
        <source>Search for fewer cases like the chosen one (-)</source>
        <translation>少找与所选病例相似的病例 (-)</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>少像这个</translation>
    </message>
    <message>
        <source>Forget what was said of neighbours, and search as at first</source>
        <translation>忘记对近邻的评判，按最初的方式重新检索</translation>
    </message>
    <message>
        <source>Search anew</source>
        <translation>重新检索</translation>
    </message>
    <message>
        <source>See what was said, and take single ones back</source>
        <translation>查看已作出的评价，并可逐条撤回</translation>
    </message>
    <message>
        <source>What was said of neighbours</source>
        <translation>对近邻病例的评价</translation>
    </message>
    <message>
        <source>refined: more like {0}, less like {1}</source>
        <translation>已修正：更像 {0} 例，少像 {1} 例</translation>
    </message>
</context>
<context>
    <name>LayingOut</name>
    <message>
        <source>Several series at once (H)</source>
        <translation>同时显示多个序列 (H)</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Elements of the DICOM file</source>
        <translation>DICOM 文件的数据元素</translation>
    </message>
    <message>
        <source>{rows} × {columns} is kept for {modality}, with what is in each cell.</source>
        <translation>已为 {modality} 保存 {rows} × {columns} 布局及各格内容。</translation>
    </message>
</context>
<context>
    <name>LayoutCell</name>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Drag a series here from the list, or press Enter on it.</source>
        <translation>从列表中将序列拖到这里，或在列表中选中后按回车。</translation>
    </message>
</context>
<context>
    <name>LayoutMenu</name>
    <message>
        <source>&amp;Scroll together, by position</source>
        <translation>按位置同步滚动(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Reference lines</source>
        <translation>定位线(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep this layout for {modality}</source>
        <translation>为 {modality} 保存此布局(&amp;K)</translation>
    </message>
</context>
<context>
    <name>LayoutView</name>
    <message>
        <source>Rows and columns, what is linked, what is kept (H)</source>
        <translation>行列数、联动方式、保存方式 (H)</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>The active cell alone, or all cells</source>
        <translation>仅显示当前单元格，或显示全部单元格</translation>
    </message>
    <message>
        <source>Back to one image</source>
        <translation>返回单幅图像</translation>
    </message>
    <message>
        <source>Close the layout (Esc)</source>
        <translation>关闭布局 (Esc)</translation>
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
        <source>Keep this candidate as a lesion</source>
        <translation>确认此候选为病变</translation>
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
    <message>
        <source>Outcome</source>
        <translation>结局</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签词</translation>
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
        <source>Looking for what to label next</source>
        <translation>正在查找接下来应标注的照片</translation>
    </message>
    <message>
        <source>The model in use has not looked at the photographs without a grade yet. It does so after MedView is opened: ask again when that has ended.</source>
        <translation>当前使用的模型尚未查看没有分级的照片。打开 MedView 后会自动进行：请在完成后再试。</translation>
    </message>
    <message>
        <source>Every photograph of the library has a grade. Import some without first.</source>
        <translation>图库中的每张照片都已有分级。请先导入没有分级的照片。</translation>
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
        <source>Describe …</source>
        <translation>描述…</translation>
    </message>
    <message>
        <source>Write label, findings, outcome and tags of the chosen case (F2)</source>
        <translation>填写所选病例的标签、影像所见、结局和标签词 (F2)</translation>
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
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the chosen cases, or all that are listed, into one file for another site (Ctrl+Shift+X)</source>
        <translation>将所选病例（未选时为列表中全部）写入供其他单位使用的单个文件（Ctrl+Shift+X）</translation>
    </message>
    <message>
        <source>Label next …</source>
        <translation>接下来标注…</translation>
    </message>
    <message>
        <source>Put the photographs without a grade that would teach the next model the most on a new worklist (Ctrl+L)</source>
        <translation>将尚无分级、最有助于下一个模型学习的照片放入新的工作列表 (Ctrl+L)</translation>
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
    <name>LibraryPlaceBox</name>
    <message>
        <source>Place of the library</source>
        <translation>图库的位置</translation>
    </message>
    <message>
        <source>A file, or a department&apos;s PostgreSQL database: postgresql://user@server/medview. Empty: the file of this user.</source>
        <translation>一个文件，或科室的 PostgreSQL 数据库：postgresql://user@server/medview。留空：使用当前用户自己的文件。</translation>
    </message>
    <message>
        <source>&amp;File …</source>
        <translation>文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose a library file, or a new name</source>
        <translation>选择图库文件，或输入新文件名</translation>
    </message>
    <message>
        <source>Test c&amp;onnection</source>
        <translation>测试连接(&amp;O)</translation>
    </message>
    <message>
        <source>Look what is there; nothing is changed</source>
        <translation>查看该位置有什么，不作任何更改</translation>
    </message>
    <message>
        <source>&amp;Use from the next start</source>
        <translation>下次启动时使用(&amp;U)</translation>
    </message>
    <message>
        <source>Test the place, and open its library when MedView starts again</source>
        <translation>测试该位置，并在 MedView 下次启动时打开其中的图库</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop waiting for the server</source>
        <translation>不再等待服务器</translation>
    </message>
    <message>
        <source>Li&amp;brary</source>
        <translation>图库(&amp;B)</translation>
    </message>
    <message>
        <source>In use: {place}</source>
        <translation>正在使用：{place}</translation>
    </message>
    <message>
        <source>From the next start: {place}</source>
        <translation>下次启动起使用：{place}</translation>
    </message>
    <message>
        <source>{name} of this computer decides, before what is set here.</source>
        <translation>本机的 {name} 优先于此处的设置。</translation>
    </message>
    <message>
        <source>File of the library</source>
        <translation>图库文件</translation>
    </message>
    <message>
        <source>Libraries (*.sqlite)</source>
        <translation>图库 (*.sqlite)</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>It is kept, and used once {name} of this computer is not set.</source>
        <translation>已保存；在取消本机的 {name} 设置后才会使用。</translation>
    </message>
    <message>
        <source>MedView opens it from the next start. What is in the library in use stays there: &apos;medview library move&apos; takes it along.</source>
        <translation>MedView 将从下次启动起打开它。当前图库的内容留在原处：可用“medview library move”一并迁移。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>There is no library yet: MedView makes it when it opens it.</source>
        <translation>尚无图库：MedView 打开时会新建。</translation>
    </message>
    <message numerus="yes">
        <source>A library of %n case(s).</source>
        <translation>
            <numerusform>图库，共 %n 个病例。</numerusform>
        </translation>
    </message>
    <message>
        <source>An older MedView wrote it: it is brought up to date when it is opened, and older ones cannot open it any more.</source>
        <translation>它由旧版 MedView 写成：打开时会更新，此后旧版将无法再打开。</translation>
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
    <name>LoadingRow</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>停止加载</translation>
    </message>
    <message>
        <source>Loading {done} / {total}</source>
        <translation>正在加载 {done} / {total}</translation>
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
    <name>MeasureList</name>
    <message>
        <source>Measures</source>
        <translation>测量</translation>
    </message>
</context>
<context>
    <name>MeasurePanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the list as text</source>
        <translation>将列表复制为文本</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the list as a table (CSV) or a DICOM report</source>
        <translation>将列表写成表格（CSV）或 DICOM 结构化报告</translation>
    </message>
    <message numerus="yes">
        <source>%n measure(s) copied</source>
        <translation>
            <numerusform>已复制 %n 项测量</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was measured here that could be taken back.</source>
        <translation>此处没有可撤销的测量。</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>DICOM report (*.dcm)</source>
        <translation>DICOM 报告 (*.dcm)</translation>
    </message>
    <message>
        <source>Export measures</source>
        <translation>导出测量</translation>
    </message>
    <message>
        <source>The measures were written: {0}</source>
        <translation>测量已写入：{0}</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Free-hand</source>
        <translation>手绘区域</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>点测</translation>
    </message>
    <message>
        <source>Lengths, angles, areas and values of the image</source>
        <translation>图像的长度、角度、面积和像素值</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Copy the measures</source>
        <translation>复制测量</translation>
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
        <source>M&amp;odels</source>
        <translation>模型(&amp;O)</translation>
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
        <source>Find similar to&amp;gether with …</source>
        <translation>与另一序列一起查找相似(&amp;G)…</translation>
    </message>
    <message>
        <source>Compare with an &amp;earlier visit or prior</source>
        <translation>与既往就诊或既往检查比较(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the nearest &amp;cases</source>
        <translation>转到最近病例(&amp;C)</translation>
    </message>
    <message>
        <source>Fol&amp;d the nearest cases</source>
        <translation>折叠最相似病例(&amp;D)</translation>
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
        <source>Import cases of another &amp;site …</source>
        <translation>导入其他单位的病例(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export cases …</source>
        <translation>导出病例(&amp;E)…</translation>
    </message>
    <message>
        <source>What to &amp;label next …</source>
        <translation>接下来标注什么(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Train your own …</source>
        <translation>训练自己的模型(&amp;T)…</translation>
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
    <name>ModelActions</name>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Model packages (*.zip)</source>
        <translation>模型包 (*.zip)</translation>
    </message>
    <message>
        <source>Checking the model package</source>
        <translation>正在检查模型包</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Writing the model package</source>
        <translation>正在写入模型包</translation>
    </message>
    <message>
        <source>Checking the files of the model</source>
        <translation>正在检查模型文件</translation>
    </message>
    <message>
        <source>The library is embedded with it in the background. Until all is done, {0} answers.</source>
        <translation>将在后台用它为图库重新计算嵌入。全部完成之前，仍由 {0} 作答。</translation>
    </message>
    <message>
        <source>Grades that were shown are asked for anew; signatures stay as they are.</source>
        <translation>已显示的分级将重新判断；签名保持不变。</translation>
    </message>
    <message>
        <source>It was not made for {0}, which the model in use answers for.</source>
        <translation>它不适用于 {0}，而使用中的模型适用。</translation>
    </message>
    <message>
        <source>Put {0} to use?</source>
        <translation>启用 {0} 吗？</translation>
    </message>
    <message>
        <source>Its files and its embeddings of the library are deleted.</source>
        <translation>将删除它的文件以及它为图库计算的嵌入。</translation>
    </message>
    <message>
        <source>Signed grades and the audit trail stay. Export it first to keep a copy.</source>
        <translation>已签名的分级和审计记录保留。如需留存，请先导出。</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>删除 {0} 吗？</translation>
    </message>
    <message>
        <source>Brought in: {0}. It is not in use yet.</source>
        <translation>已导入：{0}。尚未启用。</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>Every file of the model is as its card vouches for.</source>
        <translation>模型的所有文件均与模型卡的摘要一致。</translation>
    </message>
    <message>
        <source>Deleted: {0}</source>
        <translation>已删除：{0}</translation>
    </message>
</context>
<context>
    <name>ModelsModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Card (K), compare with the one in use (C), history (H)</source>
        <translation>模型卡 (K)、与使用中的模型对比 (C)、历史 (H)</translation>
    </message>
    <message>
        <source>About the chosen model</source>
        <translation>关于所选模型</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入 …</translation>
    </message>
    <message>
        <source>Bring in a model package, a ZIP file (I)</source>
        <translation>导入模型包（ZIP 文件）(I)</translation>
    </message>
    <message>
        <source>Put to use …</source>
        <translation>启用 …</translation>
    </message>
    <message>
        <source>Embed the library with the chosen model, then use it (Enter)</source>
        <translation>用所选模型为图库计算嵌入，然后启用 (Enter)</translation>
    </message>
    <message>
        <source>Go back …</source>
        <translation>退回 …</translation>
    </message>
    <message>
        <source>Go back to the model that was in use before (B)</source>
        <translation>退回之前使用的模型 (B)</translation>
    </message>
    <message>
        <source>This site …</source>
        <translation>本机构 …</translation>
    </message>
    <message>
        <source>Measure the model in use on cases graded here, and calibrate it (S)</source>
        <translation>用本机构已分级的病例评估使用中的模型并校准 (S)</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出 …</translation>
    </message>
    <message>
        <source>Write the chosen model as one ZIP file (E)</source>
        <translation>将所选模型写为一个 ZIP 文件 (E)</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check every file of the chosen model (V)</source>
        <translation>检查所选模型的所有文件 (V)</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>删除 …</translation>
    </message>
    <message>
        <source>Delete the chosen model; not one that ships or is in use (Del)</source>
        <translation>删除所选模型；随附的或使用中的不能删除 (Del)</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a model to read its card.</source>
        <translation>选择一个模型以查看其模型卡。</translation>
    </message>
    <message>
        <source>Choose a model that is not in use to see it beside the one that is, or hold Ctrl and choose two.</source>
        <translation>选择一个未使用的模型，与使用中的并排查看；或按住 Ctrl 选择两个。</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
</context>
<context>
    <name>NeighbourControls</name>
    <message>
        <source>Choose by label, body part, tag, date, or your own library (Ctrl+Shift+F)</source>
        <translation>按标签、检查部位、标签词、日期或本库筛选 (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>Filter …</source>
        <translation>筛选…</translation>
    </message>
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
        <source>Filter ({0}) …</source>
        <translation>筛选 ({0})…</translation>
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
    <name>NeighbourExamples</name>
    <message>
        <source>Example neighbours</source>
        <translation>邻近病例示例</translation>
    </message>
    <message>
        <source>Right neighbours: {before} of {total} at first, {now} of {total} now</source>
        <translation>正确的邻近病例：最初 {before}/{total}，现在 {now}/{total}</translation>
    </message>
    <message>
        <source>Examples come with the first epoch.</source>
        <translation>第一轮后显示示例。</translation>
    </message>
    <message>
        <source>After epoch {n}</source>
        <translation>第 {n} 轮后</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
</context>
<context>
    <name>NeighbourFilter</name>
    <message>
        <source>Filter the nearest cases</source>
        <translation>筛选最相近的病例</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>任何标签</translation>
    </message>
    <message>
        <source>Any body part</source>
        <translation>任何部位</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>任何标签词</translation>
    </message>
    <message>
        <source>Only cases of my library</source>
        <translation>仅限本库病例</translation>
    </message>
    <message>
        <source>Leave out the cases that came with the model, without pixels</source>
        <translation>不包括随模型附带、没有图像的病例</translation>
    </message>
    <message>
        <source>Write a day as 2026-01-31.</source>
        <translation>日期请写作 2026-01-31。</translation>
    </message>
    <message>
        <source>2026-01-31</source>
        <translation>2026-01-31</translation>
    </message>
    <message>
        <source>A day as year, month, day; empty for any</source>
        <translation>年-月-日；留空表示任何日期</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Body part</source>
        <translation>检查部位(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Tag</source>
        <translation>标签词(&amp;T)</translation>
    </message>
    <message>
        <source>Study &amp;from</source>
        <translation>检查日期自(&amp;F)</translation>
    </message>
    <message>
        <source>Study &amp;until</source>
        <translation>检查日期至(&amp;U)</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Let every case pass</source>
        <translation>不作任何筛选</translation>
    </message>
</context>
<context>
    <name>NeighbourList</name>
    <message>
        <source>Nearest cases</source>
        <translation>最相近的病例</translation>
    </message>
    <message>
        <source>See both side by side</source>
        <translation>并排查看两者</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更像这个</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>少像这个</translation>
    </message>
    <message>
        <source>Take the judgement back</source>
        <translation>撤回评判</translation>
    </message>
    <message>
        <source>See both side by side: {0}</source>
        <translation>并排查看两者：{0}</translation>
    </message>
</context>
<context>
    <name>NeighbourModel</name>
    <message>
        <source>Distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>来源：{0}</translation>
    </message>
    <message>
        <source>Tags: {0}</source>
        <translation>标签词：{0}</translation>
    </message>
    <message>
        <source>Findings: {0}</source>
        <translation>影像所见：{0}</translation>
    </message>
    <message>
        <source>Outcome: {0}</source>
        <translation>结局：{0}</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更像这个</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>少像这个</translation>
    </message>
    <message>
        <source>Click or press Enter to see both side by side.</source>
        <translation>单击或按 Enter 并排查看。</translation>
    </message>
    <message>
        <source>{kind}: distance {distance}</source>
        <translation>{kind}：距离 {distance}</translation>
    </message>
    <message>
        <source>image {0} of {1}</source>
        <translation>第 {0} 幅，共 {1} 幅</translation>
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
        <source>Fold the nearest cases to a line, or unfold them</source>
        <translation>将最相似病例折叠为一行，或展开</translation>
    </message>
    <message>
        <source>Fold or unfold the nearest cases</source>
        <translation>折叠或展开最相似病例</translation>
    </message>
    <message>
        <source>{0}, {1} together with {2}</source>
        <translation>{0} {1} 与 {2} 联合</translation>
    </message>
    <message>
        <source>of the marked region on {0} slices</source>
        <translation>（{0} 个层面上的所标区域）</translation>
    </message>
    <message>
        <source>of {0} slices together</source>
        <translation>（{0} 个层面合并）</translation>
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
        <source>No case passes the filter: choose another.</source>
        <translation>没有病例符合筛选条件：请另选条件。</translation>
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
    <name>NodulePanel</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Keep this candidate as a nodule</source>
        <translation>将此候选保留为结节</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>This is no nodule</source>
        <translation>这不是结节</translation>
    </message>
    <message>
        <source>Nodules</source>
        <translation>结节</translation>
    </message>
    <message>
        <source>Look for nodules in the lungs of a chest CT</source>
        <translation>在胸部CT的肺内查找结节</translation>
    </message>
    <message>
        <source>Next nodule candidate</source>
        <translation>下一个候选结节</translation>
    </message>
    <message>
        <source>Previous nodule candidate</source>
        <translation>上一个候选结节</translation>
    </message>
    <message>
        <source>Looking for nodules …</source>
        <translation>正在查找结节…</translation>
    </message>
    <message>
        <source>Looking for nodules</source>
        <translation>查找结节</translation>
    </message>
    <message>
        <source>Nodule candidates</source>
        <translation>候选结节</translation>
    </message>
    <message>
        <source>Choose a candidate to go to it</source>
        <translation>选择一个候选结节以定位</translation>
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
    <name>OedemaView</name>
    <message>
        <source>Your word …</source>
        <translation>您的判断 …</translation>
    </message>
    <message>
        <source>Say yourself what the risk of macular oedema is, or take it back</source>
        <translation>由您判断黄斑水肿风险，或撤回判断</translation>
    </message>
    <message>
        <source>Your word on macular oedema</source>
        <translation>您对黄斑水肿的判断</translation>
    </message>
    <message>
        <source>&amp;Take my word back</source>
        <translation>撤回我的判断(&amp;T)</translation>
    </message>
    <message>
        <source>Macular oedema: …</source>
        <translation>黄斑水肿：…</translation>
    </message>
    <message>
        <source>Looking for hard exudate near the macula</source>
        <translation>正在查找黄斑附近的硬性渗出</translation>
    </message>
    <message>
        <source>– Macular oedema: not estimated</source>
        <translation>– 黄斑水肿：未判断</translation>
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
    <name>OwnTraining</name>
    <message>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <source>Ctrl+T leads back to the training.</source>
        <translation>按 Ctrl+T 回到训练页面。</translation>
    </message>
    <message>
        <source>Training “{title}”: {state}.</source>
        <translation>训练“{title}”：{state}。</translation>
    </message>
    <message>
        <source>{0} is in the registry.</source>
        <translation>{0} 已登记。</translation>
    </message>
</context>
<context>
    <name>ParcelDialog</name>
    <message>
        <source>Import cases of another site</source>
        <translation>导入其他单位的病例</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>The same digits stand in the sender&apos;s export window</source>
        <translation>发送方的导出窗口中显示相同的数字</translation>
    </message>
    <message>
        <source>I &amp;compared the fingerprint with the sender: know this site from now on</source>
        <translation>我已与发送方核对指纹：今后视该单位为已知(&amp;C)</translation>
    </message>
    <message>
        <source>By telephone or in person, not in the message that brought the file</source>
        <translation>通过电话或当面核对，而非通过传送文件的消息</translation>
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
        <source>Signed by {0}: this is a file of your own.</source>
        <translation>签名者：{0}。这是您自己的文件。</translation>
    </message>
    <message>
        <source>Signed by {0}, known to you.</source>
        <translation>签名者：{0}，为已知单位。</translation>
    </message>
    <message>
        <source>Signed by {0}, not known to you.</source>
        <translation>签名者：{0}，不是已知单位。</translation>
    </message>
    <message>
        <source>Signed by {0}, but not with the key you know. It may come from somebody else. Known is: {1}</source>
        <translation>签名者自称 {0}，但所用密钥与您已知的不同，可能来自他人。已知指纹：{1}</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>with findings</source>
        <translation>含影像所见</translation>
    </message>
    <message>
        <source>without findings</source>
        <translation>不含影像所见</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The images are copied into the folder of MedView. The patients stay apart from your own; cases you have are not added twice.</source>
        <translation>图像将复制到 MedView 的文件夹中。其患者与您的患者分开保存；已有的病例不会重复添加。</translation>
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
    <name>PlanesView</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>已旋转</translation>
    </message>
    <message>
        <source>Inverted</source>
        <translation>已反相</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>Ax</source>
        <comment>axial</comment>
        <translation>横</translation>
    </message>
    <message>
        <source>Cor</source>
        <comment>coronal</comment>
        <translation>冠</translation>
    </message>
    <message>
        <source>Sag</source>
        <comment>sagittal</comment>
        <translation>矢</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层面</translation>
    </message>
    <message>
        <source>Back to the slices (Esc)</source>
        <translation>返回原始层面（Esc）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Show the whole planes</source>
        <translation>显示完整平面</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Crosshair to the middle, planes as the scanner made them</source>
        <translation>十字线回到中心，平面恢复为扫描方向</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>Thickness of the planes, and what becomes of the values in it</source>
        <translation>平面厚度，以及厚度内数值的合成方式</translation>
    </message>
    <message>
        <source>Slab</source>
        <translation>层厚</translation>
    </message>
    <message>
        <source>Thinner planes</source>
        <translation>减小层厚</translation>
    </message>
    <message>
        <source>Thicker planes</source>
        <translation>增大层厚</translation>
    </message>
    <message>
        <source>Mean, MIP or MinIP</source>
        <translation>平均、MIP 或 MinIP</translation>
    </message>
    <message>
        <source>Windows of the file and of the modality</source>
        <translation>文件及该检查类型的窗宽窗位</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
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
        <translation>调暗</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>调亮</translation>
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
        <translation>恢复原状</translation>
    </message>
    <message>
        <source>Lay another series of the patient over, such as a PET over its CT</source>
        <translation>叠加该患者的另一序列，例如将 PET 叠加到 CT 上</translation>
    </message>
    <message>
        <source>Fuse with …</source>
        <translation>融合 …</translation>
    </message>
    <message>
        <source>Show or hide the colours</source>
        <translation>显示或隐藏伪彩</translation>
    </message>
</context>
<context>
    <name>PriorHeader</name>
    <message>
        <source>Choose which series of the patient to compare with</source>
        <translation>选择与该患者的哪个序列比较</translation>
    </message>
    <message>
        <source>How to align: chosen is what measured best for such series</source>
        <translation>配准方法：默认选中的是对此类序列实测最佳的方法</translation>
    </message>
    <message>
        <source>Accept alignment</source>
        <translation>接受配准</translation>
    </message>
    <message>
        <source>The edges of both meet: link and fuse the two series by it</source>
        <translation>两者边缘吻合：按此配准联动并融合两个序列</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Back to two series that are not aligned</source>
        <translation>恢复为两个未配准的序列</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>配准</translation>
    </message>
    <message>
        <source>Look how the earlier series lies over this one</source>
        <translation>计算既往序列如何与当前序列重叠</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Both series beside each other</source>
        <translation>两个序列并排显示</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Over each other, with a handle</source>
        <translation>重叠显示，用滑块卷帘对比</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>Squares of both: edges must go on from one to the next</source>
        <translation>两者方格交替：边缘应在相邻方格间连续</translation>
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
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Axial, coronal, sagittal in turn</source>
        <translation>依次为轴位、冠状位、矢状位</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>联动</translation>
    </message>
    <message>
        <source>Scroll both together; without it, scroll one to fit the other</source>
        <translation>两者同步滚动；取消联动后可单独滚动其一以对应另一序列</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Show the whole planes</source>
        <translation>显示完整平面</translation>
    </message>
    <message>
        <source>Back to one image</source>
        <translation>返回单幅图像</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>关闭比较 (Esc)</translation>
    </message>
    <message>
        <source>Show the other series</source>
        <translation>显示另一序列</translation>
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
        <source>Discard alignment</source>
        <translation>放弃配准</translation>
    </message>
    <message>
        <source>Earlier series</source>
        <translation>既往序列</translation>
    </message>
    <message>
        <source>Align by</source>
        <translation>配准方法</translation>
    </message>
</context>
<context>
    <name>PriorView</name>
    <message>
        <source>Looking for how both lie over each other …</source>
        <translation>正在计算两者如何重叠……</translation>
    </message>
    <message>
        <source>Aligning two series</source>
        <translation>正在配准两个序列</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Both series over each other</source>
        <translation>两个序列重叠显示</translation>
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
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Which model answers, and others (Ctrl+5)</source>
        <translation>由哪个模型作答，以及其他模型 (Ctrl+5)</translation>
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
    <message>
        <source>Train your own (Ctrl+T)</source>
        <translation>训练您自己的模型 (Ctrl+T)</translation>
    </message>
    <message>
        <source>{0} (Ctrl+T)</source>
        <translation>{0}（Ctrl+T）</translation>
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
        <source>Oedema risk</source>
        <translation>水肿风险</translation>
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
    <message>
        <source>no grade</source>
        <translation>无分级</translation>
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
        <source>Moderate NPDR or worse, above the model&apos;s referral limit, or macular oedema suspected by a reader. Of one eye the worst result counts, signed before shown. Eyes without a grade are listed only where a reader suspects macular oedema.</source>
        <translation>中度 NPDR 或更重、高于模型的转诊阈值，或医生疑有黄斑水肿。每只眼取最重的结果，已签名者优先于模型结果。没有分级的眼仅在医生疑有黄斑水肿时列入。</translation>
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
    <name>RegionFiles</name>
    <message>
        <source>DICOM segmentation (*.dcm)</source>
        <translation>DICOM 分割 (*.dcm)</translation>
    </message>
    <message>
        <source>Save regions</source>
        <translation>保存区域</translation>
    </message>
    <message>
        <source>Export regions</source>
        <translation>导出区域</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) are not saved and will be lost.</source>
        <translation>
            <numerusform>%n 个区域尚未保存，将会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save them as a DICOM segmentation to keep them.</source>
        <translation>如需保留，请存为 DICOM 分割。</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留在此处</translation>
    </message>
</context>
<context>
    <name>RegionJudging</name>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Mark what is sought, or is not, on either image</source>
        <translation>在任一图像上标出要找或不要找的部分</translation>
    </message>
    <message>
        <source>More here</source>
        <translation>此处更多</translation>
    </message>
    <message>
        <source>Search for more cases like the marked region</source>
        <translation>检索更多与所标区域相似的病例</translation>
    </message>
    <message>
        <source>Less here</source>
        <translation>此处更少</translation>
    </message>
    <message>
        <source>Search for fewer cases like the marked region</source>
        <translation>减少与所标区域相似的病例</translation>
    </message>
    <message>
        <source>Mark a region on either image first (R).</source>
        <translation>请先在任一图像上标出区域（R）。</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
</context>
<context>
    <name>RegionList</name>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Look at every border: these are proposals. * is not saved.</source>
        <translation>请核对每条边界：这些只是建议。* 表示尚未保存。</translation>
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
    <name>RunChooser</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Delete this run; a model that was registered stays</source>
        <translation>删除此次训练；已登记的模型会保留</translation>
    </message>
    <message>
        <source>Choose a run …</source>
        <translation>选择一次训练…</translation>
    </message>
    <message>
        <source>Remove the run?</source>
        <translation>移除此次训练？</translation>
    </message>
    <message>
        <source>Its curves, its result and a model that was not registered are deleted. A registered model stays.</source>
        <translation>其曲线、结果和未登记的模型将被删除。已登记的模型会保留。</translation>
    </message>
</context>
<context>
    <name>SegmentOverlay</name>
    <message>
        <source>Segments of this study, and overlays of the file, drawn over the images</source>
        <translation>将本次检查的分割及文件自带的叠加图形绘制在图像上</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Show segments and overlays</source>
        <translation>显示分割和叠加图形</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
</context>
<context>
    <name>SeriesView</name>
    <message>
        <source>Overlay of the file</source>
        <translation>文件自带的叠加图形</translation>
    </message>
    <message>
        <source>Overlay of the file hidden</source>
        <translation>文件自带的叠加图形已隐藏</translation>
    </message>
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
        <source>Mirrored</source>
        <translation>已镜像</translation>
    </message>
    <message>
        <source>Turned by {angle}°</source>
        <translation>已旋转 {angle}°</translation>
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
        <source>Show the whole image</source>
        <translation>显示整幅图像</translation>
    </message>
    <message>
        <source>One image pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Turn clockwise</source>
        <translation>顺时针旋转</translation>
    </message>
    <message>
        <source>Exchange left and right</source>
        <translation>左右翻转</translation>
    </message>
    <message>
        <source>Exchange top and bottom</source>
        <translation>上下翻转</translation>
    </message>
    <message>
        <source>Magnifying glass</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Patient in the corner</source>
        <translation>角落显示患者信息</translation>
    </message>
    <message>
        <source>Zoom, turn, mirror, magnify; show or hide who it is</source>
        <translation>缩放、旋转、镜像、放大镜；显示或隐藏患者信息</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
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
        <source>The library answers again.</source>
        <translation>图库已恢复响应。</translation>
    </message>
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
        <source>In the corner of a series</source>
        <translation>显示在序列图像的角落</translation>
    </message>
    <message>
        <source>Hide it where others see the screen (Shift+I)</source>
        <translation>他人能看到屏幕时请隐藏 (Shift+I)</translation>
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
        <source>Name of the &amp;patient</source>
        <translation>患者姓名(&amp;P)</translation>
    </message>
    <message>
        <source>Changes above count at once.</source>
        <translation>以上更改立即生效。</translation>
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
    <message>
        <source>Planes</source>
        <translation>多平面</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
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
    <name>SimilarControls</name>
    <message>
        <source>How similar</source>
        <translation>相似程度</translation>
    </message>
    <message>
        <source>Left: only what is most alike. Right: also what is less (Alt+Up, Alt+Down)</source>
        <translation>向左：仅取最相似的部分；向右：也取相似度较低的部分（Alt+Up、Alt+Down）</translation>
    </message>
    <message>
        <source>Through the slices (3-D)</source>
        <translation>跨层面（三维）</translation>
    </message>
    <message>
        <source>Follow what looks alike into the slices around (Shift+K)</source>
        <translation>沿相邻层面追踪外观相似的部分（Shift+K）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the region</source>
        <translation>区域名称</translation>
    </message>
    <message>
        <source>Take the last step back</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Remove the chosen region</source>
        <translation>删除所选区域</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>保存 …</translation>
    </message>
    <message>
        <source>Keep all regions as a DICOM segmentation</source>
        <translation>将所有区域存为 DICOM 分割</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出 …</translation>
    </message>
    <message>
        <source>Write what the regions measure as a table (CSV)</source>
        <translation>将各区域的测量值写入表格（CSV）</translation>
    </message>
    <message>
        <source>How similar: {distance}</source>
        <translation>相似程度：{distance}</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
</context>
<context>
    <name>SimilarPanel</name>
    <message>
        <source>Follow what looks alike into the slices around (Shift+K)</source>
        <translation>沿相邻层面追踪外观相似的部分（Shift+K）</translation>
    </message>
    <message>
        <source>Choose a region to add to, or to take from.</source>
        <translation>请先选择要添加或减去的区域。</translation>
    </message>
    <message>
        <source>Looking for what is like it …</source>
        <translation>正在查找与其相似的部分 …</translation>
    </message>
    <message>
        <source>Looking for what is alike</source>
        <translation>正在查找相似部分</translation>
    </message>
    <message>
        <source>Region {number}</source>
        <translation>区域 {number}</translation>
    </message>
    <message>
        <source>The regions were saved: {0}</source>
        <translation>区域已保存：{0}</translation>
    </message>
    <message>
        <source>The regions were written: {0}</source>
        <translation>区域测量值已写入：{0}</translation>
    </message>
    <message>
        <source>Click a structure, or draw around it: what looks like it is taken. Shift adds, Ctrl takes away.</source>
        <translation>单击某一结构，或将其圈出：外观相似的部分会被选取。按住 Shift 添加，按住 Ctrl 减去。</translation>
    </message>
    <message>
        <source>No millimetres can be trusted here: areas are in pixels.</source>
        <translation>此处没有可信的毫米尺寸：面积以像素计。</translation>
    </message>
    <message>
        <source>The region reaches the edge of what was looked at ({reach} mm).</source>
        <translation>区域已达到查找范围的边缘（{reach} mm）。</translation>
    </message>
    <message>
        <source>The region goes on beyond the slices looked at ({reach} mm each way).</source>
        <translation>区域延伸至所查找的层面之外（前后各 {reach} mm）。</translation>
    </message>
    <message>
        <source>Click a structure, or draw around it: what looks like it is taken</source>
        <translation>单击某一结构，或将其圈出：外观相似的部分会被选取</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Regions through the slices</source>
        <translation>跨层面选取区域</translation>
    </message>
    <message>
        <source>Region: take more</source>
        <translation>区域：多取一些</translation>
    </message>
    <message>
        <source>Region: take less</source>
        <translation>区域：少取一些</translation>
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
        <source>With the slice you see</source>
        <translation>用当前层面检索</translation>
    </message>
    <message>
        <source>How much of the series to search with</source>
        <translation>用序列的多大范围检索</translation>
    </message>
    <message>
        <source>Second series to search together with</source>
        <translation>一起检索的第二个序列</translation>
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
        <source>OUTCOMES OF THE NEIGHBOURS</source>
        <translation>近邻病例的结局</translation>
    </message>
    <message>
        <source>This series alone</source>
        <translation>仅用此序列检索</translation>
    </message>
    <message>
        <source>No second series of this study</source>
        <translation>本次检查没有第二个序列</translation>
    </message>
    <message>
        <source>Together with {0}</source>
        <translation>与 {0} 一起检索</translation>
    </message>
    <message>
        <source>Search with another series of this study as well, such as the PET of a CT (Ctrl+M): each is searched among its own kind, and studies near by both come first</source>
        <translation>同时用本次检查的另一序列查找，例如 CT 的 PET（Ctrl+M）：各序列只与同类序列比较，两者都相近的检查排在前面</translation>
    </message>
    <message>
        <source>Open another series of this study to search with both.</source>
        <translation>请打开本次检查的另一序列，以便两者一起查找。</translation>
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
        <source>With 5 slices around it</source>
        <translation>用当前及相邻共 5 层检索</translation>
    </message>
    <message>
        <source>With the whole series</source>
        <translation>用整个序列检索</translation>
    </message>
    <message>
        <source>How much of the series to search with, at most 16 slices; a marked region is followed through the slices around it as long as it looks the same there</source>
        <translation>用序列的多大范围检索（最多 16 层）；所标区域会沿相邻层面延伸，直到外观不再相同</translation>
    </message>
    <message>
        <source>Find similar shows the nearest labelled cases of the slice you see.</source>
        <translation>“查找相似”显示与当前层面最近的带标签病例。</translation>
    </message>
</context>
<context>
    <name>SiteDialog</name>
    <message>
        <source>Accept the model for this site</source>
        <translation>为本机构验收模型</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>评估结果</translation>
    </message>
    <message>
        <source>Choose cases that people graded at this site, about 200 or more, with referable eyes among them. Measure, and see what the model is worth on your camera and your patients, before and after its referral is calibrated. Nothing changes until you accept.</source>
        <translation>选择本机构人工分级的病例，约 200 例或更多，其中应有需转诊的眼。评估后可看到模型在您的相机和患者上的表现，以及转诊校准前后的差别。在您接受之前，一切不变。</translation>
    </message>
    <message>
        <source>Measuring on your cases</source>
        <translation>正在用您的病例评估</translation>
    </message>
    <message>
        <source>as of these cases</source>
        <translation>与这些病例相同</translation>
    </message>
    <message>
        <source>Whose grades the model is held against</source>
        <translation>以谁的分级为准</translation>
    </message>
    <message>
        <source>Only cases of one source, such as one camera</source>
        <translation>只用一个来源的病例，例如一台相机</translation>
    </message>
    <message>
        <source>So many photographs at most, whole patients drawn at random</source>
        <translation>最多这么多张照片，按患者整体随机抽取</translation>
    </message>
    <message>
        <source>The referral threshold is set to find this share</source>
        <translation>转诊阈值按找出这一比例来设定</translation>
    </message>
    <message>
        <source>How many eyes this site photographs in a week</source>
        <translation>本机构每周拍摄多少只眼</translation>
    </message>
    <message>
        <source>How many of the eyes that come are referable, if you know</source>
        <translation>如果知道：就诊的眼中需转诊的比例</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>评估(&amp;M)</translation>
    </message>
    <message>
        <source>Measure the model in use on these cases</source>
        <translation>用这些病例评估使用中的模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止评估</translation>
    </message>
    <message>
        <source>How far it is measured</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Who accepts, or takes back; kept with the date</source>
        <translation>由谁接受或撤回；与日期一同保存</translation>
    </message>
    <message>
        <source>&amp;Accept for this site</source>
        <translation>为本机构接受(&amp;A)</translation>
    </message>
    <message>
        <source>From now on the model refers as in the right column</source>
        <translation>此后模型按右列转诊</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>撤回(&amp;T)</translation>
    </message>
    <message>
        <source>From now on the model refers as it came</source>
        <translation>此后模型按原样转诊</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Cases graded by people</source>
        <translation>人工分级的病例</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Photographs at most</source>
        <translation>照片数上限</translation>
    </message>
    <message>
        <source>Share of referable eyes to find</source>
        <translation>需转诊眼应找出的比例</translation>
    </message>
    <message>
        <source>Eyes a week</source>
        <translation>每周眼数</translation>
    </message>
    <message>
        <source>Referable among them</source>
        <translation>其中需转诊的比例</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>All sources ({0})</source>
        <translation>所有来源（{0}）</translation>
    </message>
    <message>
        <source>The library has no photograph with such a grade. Import graded ones (Ctrl+I), or sign some that are in the library.</source>
        <translation>图库中没有带此类分级的照片。请导入已分级的照片（Ctrl+I），或对图库中的照片签名。</translation>
    </message>
    <message>
        <source>Too few cases to calibrate: nothing can be accepted.</source>
        <translation>病例太少，无法校准：没有可接受的内容。</translation>
    </message>
    <message>
        <source>At least 10 referable photographs and 10 others are needed.</source>
        <translation>至少需要 10 张需转诊和 10 张不需转诊的照片。</translation>
    </message>
</context>
<context>
    <name>SlabMenu</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Maximum (MIP)</source>
        <translation>最大密度投影（MIP）</translation>
    </message>
    <message>
        <source>Minimum (MinIP)</source>
        <translation>最小密度投影（MinIP）</translation>
    </message>
    <message>
        <source>{n} mm</source>
        <translation>{n} mm</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>薄层</translation>
    </message>
</context>
<context>
    <name>SplitChooser</name>
    <message>
        <source>As the table says</source>
        <translation>按表格</translation>
    </message>
    <message>
        <source>The split column of the table decides</source>
        <translation>由表格的划分列决定</translation>
    </message>
    <message>
        <source>By patient</source>
        <translation>按患者</translation>
    </message>
    <message>
        <source>Both eyes and all visits of a patient stay together; classes in proportion</source>
        <translation>同一患者的双眼和所有就诊不分开；各类别按比例</translation>
    </message>
    <message>
        <source>How many of the cases are held out to test the model</source>
        <translation>留出多少病例用于测试模型</translation>
    </message>
    <message>
        <source>Share held out</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Another number gives another split; the same, the same</source>
        <translation>不同的数得到不同的划分；相同的数得到相同的划分</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>划分的随机种子</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Cases of each class</source>
        <translation>各类别的病例</translation>
    </message>
    <message>
        <source>Which patients are held out to test</source>
        <translation>哪些患者留作测试</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
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
    <name>StepBar</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Which images and labels</source>
        <translation>哪些图像和标签</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>What is wrong with them, and the split</source>
        <translation>存在的问题，以及划分</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>How to learn, and what it costs</source>
        <translation>如何学习，以及所需代价</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Watch it learn; pause, stop, cancel</source>
        <translation>观察学习过程；暂停、结束、取消</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Beside the model in use; register</source>
        <translation>与在用模型比较；登记</translation>
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
    <name>SwitchBanner</name>
    <message>
        <source>How far the library is embedded</source>
        <translation>图库嵌入的进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stay with the model in use</source>
        <translation>继续使用当前模型</translation>
    </message>
    <message>
        <source>{new} is being prepared: the library is embedded with it. Until all is done, {old} answers, with its own embeddings.</source>
        <translation>正在准备 {new}：用它为图库计算嵌入。全部完成之前，由 {old} 用它自己的嵌入作答。</translation>
    </message>
</context>
<context>
    <name>Switching</name>
    <message>
        <source>Embedding the library with {0}; until then the model in use answers</source>
        <translation>正在用 {0} 为图库计算嵌入；在此之前由使用中的模型作答</translation>
    </message>
    <message>
        <source>{0} answers from now on.</source>
        <translation>此后由 {0} 作答。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) could not be embedded with it.</source>
        <translation>
            <numerusform>%n 个病例无法用它计算嵌入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model in use stays in use.</source>
        <translation>继续使用当前模型。</translation>
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
    <name>TagBrowser</name>
    <message>
        <source>Elements of the file</source>
        <translation>文件的数据元素</translation>
    </message>
    <message>
        <source>Tag, name or value …</source>
        <translation>标签、名称或值…</translation>
    </message>
    <message>
        <source>Search the elements</source>
        <translation>搜索数据元素</translation>
    </message>
    <message>
        <source>Show only elements in which this occurs (Ctrl+F)</source>
        <translation>仅显示包含此内容的元素 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the chosen rows as text</source>
        <translation>将选中的行复制为文本</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>{shown} of {total} elements</source>
        <translation>{shown} / {total} 个元素</translation>
    </message>
    <message>
        <source> (there are more)</source>
        <translation>（还有更多）</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>数据元素</translation>
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
    <name>TrainingData</name>
    <message>
        <source>Images with this label</source>
        <translation>带此标签的图像</translation>
    </message>
    <message>
        <source>Grade &amp;eyes: diabetic retinopathy, 0 to 4</source>
        <translation>眼底分级：糖尿病视网膜病变 0–4(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Compare: find similar cases, any classes</source>
        <translation>比较：查找相似病例，类别不限(&amp;C)</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>尚无图像</translation>
    </message>
    <message>
        <source>Choose on the left where they are. A few hundred labelled images of a hundred patients are a good start. Nothing leaves this computer.</source>
        <translation>请在左侧选择图像所在位置。一百名患者的几百幅带标签图像即可开始。任何数据都不会离开本机。</translation>
    </message>
    <message>
        <source>Read the labels first.</source>
        <translation>请先读取标签。</translation>
    </message>
    <message>
        <source>At least two classes are needed.</source>
        <translation>至少需要两个类别。</translation>
    </message>
    <message>
        <source>{used} of {all} images take part, of {patients} patients, in {n} classes.</source>
        <translation>{all} 幅图像中有 {used} 幅参与，来自 {patients} 名患者，共 {n} 个类别。</translation>
    </message>
    <message numerus="yes">
        <source>%n rarer label(s) are left out.</source>
        <translation>
            <numerusform>另有 %n 个较少见的标签未采用。</numerusform>
        </translation>
    </message>
    <message>
        <source>Images with the label {0}</source>
        <translation>标签为“{0}”的图像</translation>
    </message>
    <message>
        <source>What is the model for?</source>
        <translation>模型的用途</translation>
    </message>
    <message>
        <source>The labels are the grades of the ICDR scale</source>
        <translation>标签为 ICDR 分级</translation>
    </message>
    <message>
        <source>CT, MR, X-ray or photographs: the nearest cases are shown</source>
        <translation>CT、MR、X 线或照片：显示最相近的病例</translation>
    </message>
    <message>
        <source>The model is asked for images of this kind</source>
        <translation>模型用于此类图像</translation>
    </message>
    <message>
        <source>Kind of images</source>
        <translation>图像种类</translation>
    </message>
    <message>
        <source>Which class each label becomes</source>
        <translation>各标签归入的类别</translation>
    </message>
</context>
<context>
    <name>TrainingErrands</name>
    <message>
        <source>Reading the labels</source>
        <translation>正在读取标签</translation>
    </message>
</context>
<context>
    <name>TrainingHealth</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Look at the cases once more</source>
        <translation>再检查一次病例</translation>
    </message>
    <message>
        <source>Choose a line and Show to see its images</source>
        <translation>选择一行并点“显示”以查看图像</translation>
    </message>
    <message>
        <source>Images of the finding</source>
        <translation>该问题涉及的图像</translation>
    </message>
    <message>
        <source>The cases are being looked at.</source>
        <translation>正在检查病例。</translation>
    </message>
    <message>
        <source>Have the cases looked at first.</source>
        <translation>请先检查病例。</translation>
    </message>
    <message>
        <source>Put right what stops training first.</source>
        <translation>请先更正阻止训练的问题。</translation>
    </message>
    <message>
        <source>✗ Training is refused until this is put right</source>
        <translation>✗ 更正之前不能训练</translation>
    </message>
    <message>
        <source>⚠ Fit to be learned from, with remarks</source>
        <translation>⚠ 可以用于学习，但有需要注意之处</translation>
    </message>
    <message>
        <source>✓ Fit to be learned from</source>
        <translation>✓ 可以用于学习</translation>
    </message>
    <message>
        <source>{n} images looked at. Nothing here changes your files.</source>
        <translation>已检查 {n} 幅图像。此处的操作不会更改您的文件。</translation>
    </message>
    <message>
        <source>Looking at the images: {done} of {total}</source>
        <translation>正在检查图像：{done} / {total}</translation>
    </message>
    <message>
        <source>Stopped looking</source>
        <translation>已停止检查</translation>
    </message>
    <message>
        <source>Choose “Look again” to go on.</source>
        <translation>选择“重新检查”以继续。</translation>
    </message>
    <message>
        <source>Looking at the images …</source>
        <translation>正在检查图像…</translation>
    </message>
</context>
<context>
    <name>TrainingLine</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Watch the training (Ctrl+T)</source>
        <translation>查看训练（Ctrl+T）</translation>
    </message>
    <message>
        <source>Training “{0}”: {1}</source>
        <translation>训练“{0}”：{1}</translation>
    </message>
    <message numerus="yes">
        <source>%n other run(s)</source>
        <translation>
            <numerusform>另有 %n 个训练</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The step before; nothing is lost</source>
        <translation>回到上一步；不会丢失任何内容</translation>
    </message>
    <message>
        <source>On to the next step</source>
        <translation>进入下一步</translation>
    </message>
    <message>
        <source>No run was started yet.</source>
        <translation>尚未开始训练。</translation>
    </message>
    <message>
        <source>The run has no result yet.</source>
        <translation>训练尚无结果。</translation>
    </message>
    <message>
        <source>Have the cases looked at first.</source>
        <translation>请先检查病例。</translation>
    </message>
    <message>
        <source>Look at their health</source>
        <translation>检查数据</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>选择训练配方</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Registered as {0}.</source>
        <translation>已登记为 {0}。</translation>
    </message>
    <message>
        <source>Train your own</source>
        <translation>训练自己的模型</translation>
    </message>
</context>
<context>
    <name>TrainingRecipe</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Show every field of the plan (Alt+A)</source>
        <translation>显示训练计划的所有项目（Alt+A）</translation>
    </message>
    <message>
        <source>Correct the field that is named in red.</source>
        <translation>请更正红字指出的项目。</translation>
    </message>
    <message>
        <source>Give the model a name.</source>
        <translation>请为模型命名。</translation>
    </message>
    <message>
        <source>There is no recipe for these cases.</source>
        <translation>没有适合这些病例的训练配方。</translation>
    </message>
    <message>
        <source>being measured …</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Changed from the recipe: time and memory may differ.</source>
        <translation>已与配方不同：时间和内存可能有出入。</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>For example: Eye clinic 2026</source>
        <translation>例如：眼科门诊 2026</translation>
    </message>
    <message>
        <source>Under this name it stands in the registry</source>
        <translation>模型以此名称登记</translation>
    </message>
    <message>
        <source>Way of learning</source>
        <translation>学习方式</translation>
    </message>
</context>
<context>
    <name>TrainingResult</name>
    <message>
        <source>Worst mistakes</source>
        <translation>最严重的错误</translation>
    </message>
    <message>
        <source>No mistake on the held-out cases.</source>
        <translation>测试病例上没有错误。</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>尚无结果</translation>
    </message>
    <message>
        <source>It comes when the run has ended and its model was tested (step 4).</source>
        <translation>训练结束并测试模型后显示（第 4 步）。</translation>
    </message>
    <message>
        <source>Think twice before you put it to use.</source>
        <translation>启用之前请三思。</translation>
    </message>
    <message>
        <source>Measured on {images} held-out images of {patients} patients.</source>
        <translation>在 {patients} 名患者的 {images} 幅测试图像上测得。</translation>
    </message>
    <message>
        <source>Model in use: {id} {version} ({digest}).</source>
        <translation>在用模型：{id} {version}（{digest}）。</translation>
    </message>
    <message>
        <source>is {true}
said {given} ({share})</source>
        <translation>实为 {true}
判为 {given}（{share}）</translation>
    </message>
    <message>
        <source>Figure (95 % interval)</source>
        <translation>指标（95 % 区间）</translation>
    </message>
    <message>
        <source>New model</source>
        <translation>新模型</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>在用模型</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>New model and model in use</source>
        <translation>新模型与在用模型</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Keep the model in the registry; another stays in use</source>
        <translation>把模型登记保存；在用模型不变</translation>
    </message>
    <message>
        <source>Register and use</source>
        <translation>登记并启用</translation>
    </message>
    <message>
        <source>Keep it in the registry and put it to use for new images</source>
        <translation>登记保存，并用于新图像</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Worst mistakes of the new model</source>
        <translation>新模型最严重的错误</translation>
    </message>
</context>
<context>
    <name>TrainingRun</name>
    <message>
        <source>Its process ended. Every finished epoch is kept: go on from there.</source>
        <translation>其进程已结束。已完成的轮次都已保留：可从那里继续。</translation>
    </message>
    <message>
        <source>Epoch {n}</source>
        <translation>第 {n} 轮</translation>
    </message>
    <message>
        <source>Epoch {n}, the best so far</source>
        <translation>第 {n} 轮，目前最佳</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let the computer rest; go on later</source>
        <translation>让计算机休息；稍后继续</translation>
    </message>
    <message>
        <source>Stop early, keep</source>
        <translation>提前结束并保留</translation>
    </message>
    <message>
        <source>End now, test the best epoch so far and keep its model</source>
        <translation>现在结束，测试目前最佳的轮次并保留其模型</translation>
    </message>
    <message>
        <source>Cancel, drop …</source>
        <translation>取消并放弃…</translation>
    </message>
    <message>
        <source>End now and keep nothing of this run</source>
        <translation>现在结束，不保留此次训练的任何内容</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from the last finished epoch</source>
        <translation>从最后完成的轮次继续</translation>
    </message>
    <message>
        <source>“Stop early” keeps what was learned; “Cancel” drops it. You may close this page or MedView: the run goes on, and you find it here again.</source>
        <translation>“提前结束”保留所学内容，“取消”则放弃。您可以关闭此页面或 MedView：训练会继续，之后可在此处找到。</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>过程记录</translation>
    </message>
    <message>
        <source>What happened, in plain words</source>
        <translation>用通俗语言记录的过程</translation>
    </message>
    <message>
        <source>Epoch shown</source>
        <translation>显示的轮次</translation>
    </message>
    <message>
        <source>Look at an earlier epoch (arrow keys)</source>
        <translation>查看较早的轮次（方向键）</translation>
    </message>
    <message>
        <source>Held-out cases: like lies by like</source>
        <translation>测试病例：相似者相邻</translation>
    </message>
    <message>
        <source>Examples: the nearest cases</source>
        <translation>示例：最相近的病例</translation>
    </message>
    <message>
        <source>Cancel the run?</source>
        <translation>取消此次训练？</translation>
    </message>
    <message>
        <source>Nothing of this run is kept, also not its finished epochs. To keep what was learned so far, choose “Stop early, keep” instead.</source>
        <translation>此次训练的任何内容都不会保留，包括已完成的轮次。要保留目前所学，请改选“提前结束并保留”。</translation>
    </message>
</context>
<context>
    <name>TrainingSource</name>
    <message>
        <source>A fol&amp;der for each class</source>
        <translation>每个类别一个文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>A &amp;table (CSV) with the label of each image</source>
        <translation>含各图像标签的表格（CSV）(&amp;T)</translation>
    </message>
    <message>
        <source>Cases of this library &amp;with a label</source>
        <translation>本图库中有标签的病例(&amp;W)</translation>
    </message>
    <message>
        <source>What was &amp;signed in this library</source>
        <translation>本图库中已签署的病例(&amp;S)</translation>
    </message>
    <message>
        <source>Photographs or DICOM; the name of each folder is the label</source>
        <translation>照片或 DICOM；文件夹名即为标签</translation>
    </message>
    <message>
        <source>Columns: image and label or grade; patient, eye and split if there are any</source>
        <translation>列：图像，以及标签或分级；如有也可含患者、眼别和划分</translation>
    </message>
    <message>
        <source>Photographs and series under the labels they were imported with</source>
        <translation>照片和序列，沿用导入时的标签</translation>
    </message>
    <message>
        <source>Cases of the library with the grade that was signed last</source>
        <translation>图库中的病例，按最后签署的分级</translation>
    </message>
    <message>
        <source>Folder with the images</source>
        <translation>图像所在的文件夹</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
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
        <source>Every sl&amp;ice of a series, not its middle one</source>
        <translation>序列的每一层，而不只是中间层(&amp;I)</translation>
    </message>
    <message>
        <source>For classes that every slice shows. All slices of a patient stay together</source>
        <translation>适用于每一层都能体现类别的情况。同一患者的所有层面始终在一起</translation>
    </message>
    <message>
        <source>Say which column is which</source>
        <translation>指明各列的含义</translation>
    </message>
    <message>
        <source>Where the names of the columns do not tell, or tell something else</source>
        <translation>列名无法说明含义或另有含义时使用</translation>
    </message>
    <message>
        <source>Read the labels</source>
        <translation>读取标签</translation>
    </message>
    <message>
        <source>Look which images and labels there are</source>
        <translation>查看有哪些图像和标签</translation>
    </message>
    <message>
        <source>Where are the labelled images?</source>
        <translation>带标签的图像在哪里？</translation>
    </message>
    <message>
        <source>Choose the CSV table.</source>
        <translation>请选择 CSV 表格。</translation>
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
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>ViewerArea</name>
    <message>
        <source>Accept the candidate, or the evidence</source>
        <translation>接受候选或证据</translation>
    </message>
    <message>
        <source>Reject the candidate, or the evidence</source>
        <translation>拒绝候选或证据</translation>
    </message>
    <message>
        <source>Take the decision on the evidence back</source>
        <translation>撤回对依据的判断</translation>
    </message>
    <message>
        <source>Planes</source>
        <translation>多平面</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal planes</source>
        <translation>横断面、冠状面和矢状面</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal planes, fusion with a PET (Q)</source>
        <translation>横断面、冠状面和矢状面，可与 PET 融合（Q）</translation>
    </message>
    <message>
        <source>Elements of the DICOM file</source>
        <translation>DICOM 文件的数据元素</translation>
    </message>
    <message>
        <source>Back to one image</source>
        <translation>返回单幅图像</translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>关闭对比 (Esc)</translation>
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
    <name>WhyStrip</name>
    <message>
        <source>Why similar?</source>
        <translation>为何相似？</translation>
    </message>
    <message>
        <source>Ring the places that make these two alike, if that can be told</source>
        <translation>圈出使两者相似的部位（如能判断）</translation>
    </message>
    <message>
        <source>Looking for places that are alike …</source>
        <translation>正在查找相似的部位…</translation>
    </message>
    <message>
        <source>Looking for places that are alike</source>
        <translation>正在查找相似的部位</translation>
    </message>
    <message>
        <source>Alike where the numbers are the same. Likeness lost without them: {there} in the neighbour (elsewhere {most_there} at most).</source>
        <translation>编号相同之处相似。去除这些部位后相似度下降：近邻 {there}（其他位置最多 {most_there}）。</translation>
    </message>
    <message>
        <source>Alike where the numbers are the same. Likeness lost without them: {here} here (elsewhere {most_here} at most), {there} in the neighbour ({most_there}).</source>
        <translation>编号相同之处相似。去除这些部位后相似度下降：本病例 {here}（其他位置最多 {most_here}），近邻 {there}（{most_there}）。</translation>
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
    <message>
        <source>Estimating macular oedema: {0}</source>
        <translation>正在判断黄斑水肿：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) looked at for macular oedema.</source>
        <translation>
            <numerusform>已就黄斑水肿查看 %n 张照片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation>
            <numerusform>%n 张照片已有分级。</numerusform>
        </translation>
    </message>
    <message>
        <source>Estimating was stopped; what was estimated is kept.</source>
        <translation>估计已停止；已完成的结果保留。</translation>
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
        <source>Rename or delete this worklist, or have it estimated</source>
        <translation>重命名、删除此工作列表，或对其进行判断</translation>
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
        <source>Estimate macular &amp;oedema of all</source>
        <translation>判断全部照片的黄斑水肿(&amp;O)</translation>
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
        <translation>搜索患者、文件、阅片者…</translation>
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
        <source>Oedema risk</source>
        <translation>水肿风险</translation>
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
    <name>alignment</name>
    <message>
        <source>Aligned ({method}), accepted by {reader}, {when}</source>
        <translation>已配准（{method}），由 {reader} 于 {when} 接受</translation>
    </message>
    <message>
        <source>Not aligned</source>
        <translation>未配准</translation>
    </message>
    <message>
        <source>Not aligned. Both files name the same space: linked by its millimetres.</source>
        <translation>未配准。两者的文件标明同一参考坐标系：按其毫米坐标联动。</translation>
    </message>
    <message>
        <source>Not aligned. The files do not name the same space: linked by the millimetres of each.</source>
        <translation>未配准。两者的文件未标明同一参考坐标系：按各自的毫米坐标联动。</translation>
    </message>
    <message>
        <source>Not aligned. The files do not name the same space: linked by the middles of both.</source>
        <translation>未配准。两者的文件未标明同一参考坐标系：按两者的中心联动。</translation>
    </message>
    <message>
        <source>Not aligned. {0}</source>
        <translation>未配准。{0}</translation>
    </message>
    <message>
        <source>Not aligned until you accept it: look at the edges with checkerboard, swipe and flicker.</source>
        <translation>在您接受之前视为未配准：请用棋盘格、卷帘和闪烁查看边缘。</translation>
    </message>
    <message>
        <source>Found by {method}. Turned by {turn}°, bent by up to {bend} mm. Mutual information {before} bits before, {after} after. In both: {overlap} of the smaller body.</source>
        <translation>方法：{method}。旋转 {turn}°，最大形变 {bend} mm。互信息：配准前 {before} 比特，配准后 {after} 比特。两者共同显示较小体部的 {overlap}。</translation>
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
    <message>
        <source>Referral is calibrated for this site ({0}).</source>
        <translation>转诊已按本机构校准（{0}）。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
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
        <source>Seen by a reader</source>
        <translation>医生所见</translation>
    </message>
    <message>
        <source>Of {n} signed photographs whose lesions were listed or accepted.</source>
        <translation>共 {n} 张已签名且有病变记录或确认的照片。</translation>
    </message>
    <message>
        <source>Lesions on signed photographs</source>
        <translation>已签名照片上的病变</translation>
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
    <name>figures</name>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>artefact auc</source>
        <translation>伪影 AUC</translation>
    </message>
    <message>
        <source>auc by distance</source>
        <translation>按距离的 AUC</translation>
    </message>
    <message>
        <source>auc risk 1 or 2</source>
        <translation>风险 1 或 2 的 AUC</translation>
    </message>
    <message>
        <source>auc risk 2</source>
        <translation>风险 2 的 AUC</translation>
    </message>
    <message>
        <source>aupr haemorrhage</source>
        <translation>出血 AUPR</translation>
    </message>
    <message>
        <source>aupr hard exudate</source>
        <translation>硬性渗出 AUPR</translation>
    </message>
    <message>
        <source>aupr microaneurysm</source>
        <translation>微动脉瘤 AUPR</translation>
    </message>
    <message>
        <source>aupr optic disc</source>
        <translation>视盘 AUPR</translation>
    </message>
    <message>
        <source>aupr soft exudate</source>
        <translation>软性渗出 AUPR</translation>
    </message>
    <message>
        <source>auc</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>box overlap</source>
        <translation>外接框重叠度</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>candidates</source>
        <translation>候选灶</translation>
    </message>
    <message>
        <source>clarity auc</source>
        <translation>清晰度 AUC</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>dice slice</source>
        <translation>单层 Dice</translation>
    </message>
    <message>
        <source>dice volume</source>
        <translation>容积 Dice</translation>
    </message>
    <message>
        <source>false marks</source>
        <translation>假阳性标记</translation>
    </message>
    <message>
        <source>field auc</source>
        <translation>视野 AUC</translation>
    </message>
    <message>
        <source>found</source>
        <translation>检出</translation>
    </message>
    <message>
        <source>found at false marks</source>
        <translation>各假阳性标记数下的检出率</translation>
    </message>
    <message>
        <source>free response</source>
        <translation>自由响应</translation>
    </message>
    <message>
        <source>green channel filter</source>
        <translation>绿色通道滤波</translation>
    </message>
    <message>
        <source>hard exudate near the macula</source>
        <translation>黄斑附近的硬性渗出</translation>
    </message>
    <message>
        <source>kappa</source>
        <translation>kappa</translation>
    </message>
    <message>
        <source>kappa head</source>
        <translation>分级头 kappa</translation>
    </message>
    <message>
        <source>kappa neighbours</source>
        <translation>近邻 kappa</translation>
    </message>
    <message>
        <source>kappa shown</source>
        <translation>所示分级 kappa</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏诊</translation>
    </message>
    <message>
        <source>one series</source>
        <translation>一个序列</translation>
    </message>
    <message>
        <source>overall auc</source>
        <translation>总体 AUC</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>prediction sets</source>
        <translation>预测集</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>raw pixels</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>referable</source>
        <translation>需转诊</translation>
    </message>
    <message>
        <source>referable auc</source>
        <translation>需转诊 AUC</translation>
    </message>
    <message>
        <source>referable auc head</source>
        <translation>分级头需转诊 AUC</translation>
    </message>
    <message>
        <source>referable auc neighbours</source>
        <translation>近邻需转诊 AUC</translation>
    </message>
    <message>
        <source>referable calibration error</source>
        <translation>需转诊概率的校准误差</translation>
    </message>
    <message>
        <source>referable sensitivity</source>
        <translation>需转诊敏感度</translation>
    </message>
    <message>
        <source>referable specificity</source>
        <translation>需转诊特异度</translation>
    </message>
    <message>
        <source>risk coverage</source>
        <translation>风险与覆盖率</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>按显示阈值</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>two shots averaged</source>
        <translation>两次拍摄取平均</translation>
    </message>
    <message>
        <source>untrained imagenet features</source>
        <translation>未经训练的 ImageNet 特征</translation>
    </message>
    <message>
        <source>untrained imagenet prototypes</source>
        <translation>未经训练的 ImageNet 原型</translation>
    </message>
    <message>
        <source>without flips</source>
        <translation>不含镜像</translation>
    </message>
</context>
<context>
    <name>free_response</name>
    <message>
        <source>False marks a scan</source>
        <translation>每次扫描的假阳性标记数</translation>
    </message>
    <message>
        <source>Nodules found; bars: 95 % interval; ring: as MedView shows marks</source>
        <translation>结节检出率；竖线：95 % 区间；圆环：MedView 显示标记时</translation>
    </message>
    <message>
        <source>Free response</source>
        <translation>自由响应（FROC）</translation>
    </message>
    <message>
        <source>How many of the nodules are found when so many marks a scan, on average, are wrong.</source>
        <translation>平均每次扫描有若干个错误标记时，能检出多少结节。</translation>
    </message>
    <message>
        <source>Scans: {scans}; nodules: {nodules}</source>
        <translation>扫描：{scans}；结节：{nodules}</translation>
    </message>
    <message>
        <source>Held-out candidates of LUNA16</source>
        <translation>LUNA16 的留出候选灶</translation>
    </message>
    <message>
        <source>A series that four readers marked</source>
        <translation>由四位阅片者标注的序列</translation>
    </message>
    <message>
        <source>Nodules found</source>
        <translation>检出的结节</translation>
    </message>
    <message>
        <source>{0} (as MedView shows marks)</source>
        <translation>{0}（MedView 显示标记时）</translation>
    </message>
</context>
<context>
    <name>layout</name>
    <message>
        <source>Linked: same frame of reference</source>
        <translation>已联动：同一参考坐标系</translation>
    </message>
    <message>
        <source>Linked through the accepted alignment of {day}</source>
        <translation>已按 {day} 接受的配准联动</translation>
    </message>
    <message>
        <source>Not linked: another frame of reference, no accepted alignment</source>
        <translation>未联动：参考坐标系不同，且没有已接受的配准</translation>
    </message>
    <message>
        <source>Not linked: it is not known where the images lie</source>
        <translation>未联动：不知道图像的位置</translation>
    </message>
    <message>
        <source>Not linked: another patient</source>
        <translation>未联动：另一位患者</translation>
    </message>
    <message>
        <source>the place is beyond its slices</source>
        <translation>该位置超出其层面范围</translation>
    </message>
    <message>
        <source>by a line only, its slices lie another way</source>
        <translation>仅显示参考线，其层面方向不同</translation>
    </message>
    <message>
        <source>one image, nothing to scroll</source>
        <translation>只有一幅图像，无需滚动</translation>
    </message>
    <message>
        <source>not here: the bending cannot be turned round</source>
        <translation>此处除外：形变无法反转</translation>
    </message>
    <message>
        <source>Not linked: switched off in the menu (H)</source>
        <translation>未联动：已在菜单中关闭（H）</translation>
    </message>
    <message>
        <source>Found from this series to the active one: places come back by its inverse.</source>
        <translation>配准由本序列求得至活动序列：位置按其逆变换返回。</translation>
    </message>
    <message>
        <source>What is in the middle of the active cell is looked for here.</source>
        <translation>在此查找活动格中央所示的位置。</translation>
    </message>
    <message>
        <source>The millimetres of the two series cannot be compared. Show one alone, compare it with the other (V), align (A), look and accept (Y): then they scroll together.</source>
        <translation>两个序列的毫米坐标无法比较。请单独显示其中一个，与另一个对比（V），配准（A），查看后接受（Y）：之后即可一起滚动。</translation>
    </message>
    <message>
        <source>Series scroll together within one space of one patient only.</source>
        <translation>只有同一患者、同一空间内的序列才会一起滚动。</translation>
    </message>
    <message>
        <source>Active: the linked cells follow</source>
        <translation>活动格：已联动的格随之滚动</translation>
    </message>
    <message>
        <source>its images are not told apart by their place</source>
        <translation>其各幅图像无法按位置区分</translation>
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
        <source>{words}. {more}</source>
        <translation>{words}。{more}</translation>
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
    <name>measures</name>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Free-hand</source>
        <translation>手绘区域</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>点测</translation>
    </message>
    <message>
        <source>{0} (pixels taken as square)</source>
        <translation>{0}（按正方形像素计）</translation>
    </message>
    <message>
        <source>mm (on the detector)</source>
        <translation>mm（探测器平面）</translation>
    </message>
    <message>
        <source>mm² (on the detector)</source>
        <translation>mm²（探测器平面）</translation>
    </message>
    <message>
        <source>mean {0} ± {1} {2}</source>
        <translation>均值 {0} ± {1} {2}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>{one} beside {other}</source>
        <translation>{one} 与 {other} 并列</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Figures measured on different data cannot be weighed against each other: look at what each card was validated on, and measure both on your own cases.</source>
        <translation>在不同数据上测得的指标不能相互比较：请查看各模型卡的验证数据，并用您自己的病例评估两者。</translation>
    </message>
    <message>
        <source>Nothing happened yet: the models in use are those that were installed.</source>
        <translation>尚无记录：使用的是安装时的模型。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Validated on</source>
        <translation>验证数据</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Grades of eyes</source>
        <translation>眼底分级</translation>
    </message>
    <message>
        <source>Similar cases</source>
        <translation>相似病例</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>Lung nodules</source>
        <translation>肺结节</translation>
    </message>
    <message>
        <source>Regions by similarity</source>
        <translation>相似区域选取</translation>
    </message>
    <message>
        <source>Ships with MedView</source>
        <translation>随 MedView 提供</translation>
    </message>
    <message>
        <source>Trained here</source>
        <translation>本机训练</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>✓ In use, as installed</source>
        <translation>✓ 使用中（安装时）</translation>
    </message>
    <message>
        <source>✓ In use since {when}</source>
        <translation>✓ 自 {when} 使用</translation>
    </message>
    <message>
        <source>… Being prepared</source>
        <translation>… 准备中</translation>
    </message>
    <message>
        <source>Was in use before</source>
        <translation>之前使用</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>{model} was imported</source>
        <translation>{model} 已导入</translation>
    </message>
    <message>
        <source>{model} was asked for</source>
        <translation>已请求启用 {model}</translation>
    </message>
    <message>
        <source>{model} was not put to use</source>
        <translation>{model} 未启用</translation>
    </message>
    <message>
        <source>{model} came into use</source>
        <translation>{model} 已启用</translation>
    </message>
    <message>
        <source>{model} was deleted</source>
        <translation>{model} 已删除</translation>
    </message>
    <message>
        <source>{model} came into use in the place of {was}</source>
        <translation>{model} 已启用，取代 {was}</translation>
    </message>
</context>
<context>
    <name>nodule_words</name>
    <message>
        <source>No candidates were found. That does not mean there are no nodules.</source>
        <translation>未找到候选结节。这并不表示没有结节。</translation>
    </message>
    <message>
        <source>{count} candidates. Choose one, or go through them with the keys . and ,</source>
        <translation>{count} 个候选结节。请选择一个，或用 . 和 , 键逐个查看</translation>
    </message>
    <message>
        <source>{number} · slice {slice} · about {diameter} mm · {percent} %</source>
        <translation>{number} · 第 {slice} 层 · 约 {diameter} mm · {percent} %</translation>
    </message>
    <message>
        <source>accepted by {reader}, {when}</source>
        <translation>{reader} 已接受，{when}</translation>
    </message>
    <message>
        <source>rejected by {reader}, {when}</source>
        <translation>{reader} 已拒绝，{when}</translation>
    </message>
    <message>
        <source>The {count} most similar nodules with a rating (LIDC-IDRI; malignancy 1 to 5): {ratings}</source>
        <translation>最相似的 {count} 个有评分的结节（LIDC-IDRI，恶性程度 1 至 5）：{ratings}</translation>
    </message>
</context>
<context>
    <name>oedema</name>
    <message>
        <source>not estimated</source>
        <translation>未判断</translation>
    </message>
    <message>
        <source>no risk seen</source>
        <translation>未见风险</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>referable</source>
        <translation>需转诊</translation>
    </message>
    <message>
        <source>Macular oedema: {risk}</source>
        <translation>黄斑水肿：{risk}</translation>
    </message>
    <message>
        <source>{reader}, {when} · the model: {risk}</source>
        <translation>{reader}，{when} · 模型：{risk}</translation>
    </message>
    <message>
        <source>The model&apos;s estimate; you decide</source>
        <translation>模型的判断；由您决定</translation>
    </message>
    <message>
        <source>Rests on hard exudate: referable within one disc diameter of the macula, possible elsewhere. A photograph does not show swelling itself: OCT or an examination decides.</source>
        <translation>依据硬性渗出：距黄斑一个视盘直径以内为需转诊，其他位置为可能。照片不能显示水肿本身：须以 OCT 或检查为准。</translation>
    </message>
    <message>
        <source>Referable risk on {images} IDRiD photographs it did not learn from: AUC {auc} (95 %: {low} – {high}), sensitivity {sensitivity}, specificity {specificity}.</source>
        <translation>在 {images} 张未用于学习的 IDRiD 照片上，需转诊风险：AUC {auc}（95 %：{low} – {high}），灵敏度 {sensitivity}，特异度 {specificity}。</translation>
    </message>
</context>
<context>
    <name>outcome_words</name>
    <message>
        <source>No outcome is known.</source>
        <translation>结局均未知。</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} (95 % interval {3}-{4} %)</source>
        <translation>{0}：{2} 例中 {1} 例（95% 置信区间 {3}-{4}%）</translation>
    </message>
    <message>
        <source>Not known of {0}.</source>
        <translation>{0} 例结局未知。</translation>
    </message>
    <message>
        <source>Outcome: {0}</source>
        <translation>结局：{0}</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>The network that learns on; the model in use needs least data.</source>
        <translation>在此网络上继续学习；从在用模型开始所需数据最少。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失函数</translation>
    </message>
    <message>
        <source>What is punished while learning: like far apart, unlike close.</source>
        <translation>学习时惩罚什么：相似者相距远、不相似者相距近。</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>How far two cases lie from each other is measured like this.</source>
        <translation>两个病例之间的远近按此计算。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本挑选</translation>
    </message>
    <message>
        <source>Which pairs or triplets of a batch are learned from.</source>
        <translation>从一批中的哪些成对或三元组学习。</translation>
    </message>
    <message>
        <source>A batch holds</source>
        <translation>每批内容</translation>
    </message>
    <message>
        <source>How the images of one step of learning are put together.</source>
        <translation>每一步学习的图像如何组成。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Mixed is quicker on graphics cards; 32-true fits every machine.</source>
        <translation>混合精度在显卡上更快；32-true 适合所有机器。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>How far apart unlike cases must lie before all is well.</source>
        <translation>不相似病例至少应相距多远。</translation>
    </message>
    <message>
        <source>Image size (pixels)</source>
        <translation>图像尺寸（像素）</translation>
    </message>
    <message>
        <source>Larger shows small lesions and takes longer; a multiple of 32.</source>
        <translation>越大越能看清小病变，也越慢；须为 32 的倍数。</translation>
    </message>
    <message>
        <source>Numbers per image</source>
        <translation>每幅图像的数值个数</translation>
    </message>
    <message>
        <source>How many numbers describe an image; 128 serves most.</source>
        <translation>用多少个数描述一幅图像；通常 128 即可。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>How often all images are gone through at most.</source>
        <translation>最多把全部图像学习多少遍。</translation>
    </message>
    <message>
        <source>Patience (epochs)</source>
        <translation>耐心（轮次）</translation>
    </message>
    <message>
        <source>So many epochs without a better figure end the run; 0: never.</source>
        <translation>连续这么多轮没有改善即结束；0 表示从不。</translation>
    </message>
    <message>
        <source>Epochs of the head alone</source>
        <translation>仅末层学习的轮次</translation>
    </message>
    <message>
        <source>First only the new last layers learn, then the whole network.</source>
        <translation>先只学习新的末层，再学习整个网络。</translation>
    </message>
    <message>
        <source>Epochs without labels</source>
        <translation>无标签学习的轮次</translation>
    </message>
    <message>
        <source>Learn from the images alone before the labels; 0: not at all.</source>
        <translation>使用标签之前先仅从图像学习；0 表示不进行。</translation>
    </message>
    <message>
        <source>Images per class in a batch</source>
        <translation>每批每类图像数</translation>
    </message>
    <message>
        <source>With a few images of each class: how many.</source>
        <translation>每批每类取若干图像时：取多少。</translation>
    </message>
    <message>
        <source>Classes in a batch</source>
        <translation>每批类别数</translation>
    </message>
    <message>
        <source>With a few images of each class: of how many classes; 0: all.</source>
        <translation>每批每类取若干图像时：取多少类；0 表示全部。</translation>
    </message>
    <message>
        <source>Pairs or triplets in a batch</source>
        <translation>每批成对或三元组数</translation>
    </message>
    <message>
        <source>More learn steadier and need more memory.</source>
        <translation>越多学习越稳定，所需内存也越多。</translation>
    </message>
    <message>
        <source>Memory of earlier batches</source>
        <translation>先前批次的记忆</translation>
    </message>
    <message>
        <source>So many earlier images are compared with as well; 0: none.</source>
        <translation>同时与这么多先前的图像比较；0 表示不比较。</translation>
    </message>
    <message>
        <source>Weight of the grading head</source>
        <translation>分级层的权重</translation>
    </message>
    <message>
        <source>How much naming the class counts beside distances.</source>
        <translation>除距离外，判定类别所占的比重。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How large a step is; too large never settles.</source>
        <translation>每步的大小；过大则无法稳定。</translation>
    </message>
    <message>
        <source>Rate of earlier layers</source>
        <translation>前层学习率比例</translation>
    </message>
    <message>
        <source>Each earlier stage learns at this share of the next one&apos;s rate.</source>
        <translation>每个前级以后一级学习率的此比例学习。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Holds the network back from learning single images by heart.</source>
        <translation>防止网络死记个别图像。</translation>
    </message>
    <message>
        <source>Batches per step</source>
        <translation>每步批数</translation>
    </message>
    <message>
        <source>Several small batches act as a large one where memory is short.</source>
        <translation>内存不足时，以多个小批代替一个大批。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same run again.</source>
        <translation>相同的种子会得到相同的训练。</translation>
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
        <source>Take it again with more flash, or once the pupil is wider.</source>
        <translation>请增强闪光，或待瞳孔散大后重新拍摄。</translation>
    </message>
    <message>
        <source>Take it again with less flash.</source>
        <translation>请减弱闪光后重新拍摄。</translation>
    </message>
    <message>
        <source>Clear the lens, align the camera with the pupil, and take it again.</source>
        <translation>请清洁镜头、将相机对准瞳孔后重新拍摄。</translation>
    </message>
    <message>
        <source>Focus on the vessels, and take it again.</source>
        <translation>请对血管对焦后重新拍摄。</translation>
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
        <translation>在 {0} 的置信度下，分级可能为 {1} 至 {2}。</translation>
    </message>
    <message>
        <source>No DR is seen: there is nothing to point at.</source>
        <translation>未见糖尿病视网膜病变：没有可指出的部位。</translation>
    </message>
    <message>
        <source>No grade is given: there is no evidence for one.</source>
        <translation>未给出分级，因此没有分级依据。</translation>
    </message>
    <message>
        <source>No place explains this grade better than other places of the same size.</source>
        <translation>没有任何部位比其他相同大小的部位更能解释这一分级。</translation>
    </message>
    <message>
        <source>No place of the neighbour is alike for this reason more than other places are.</source>
        <translation>在近邻中，没有任何部位因此比其他部位更相似。</translation>
    </message>
    <message>
        <source>Nothing here tells why these two are near each other.</source>
        <translation>此处没有任何部位能说明两者为何相近。</translation>
    </message>
    <message>
        <source>Photographs of eyes are compared by the evidence for their grade: ask for it first (E).</source>
        <translation>眼部照片按分级依据比较：请先查看依据 (E)。</translation>
    </message>
    <message>
        <source>The model in use has no places to compare.</source>
        <translation>所用模型没有可供比较的部位。</translation>
    </message>
    <message>
        <source>Use the model that MedView brings.</source>
        <translation>请使用 MedView 自带的模型。</translation>
    </message>
    <message>
        <source>The macula was not found.</source>
        <translation>未找到黄斑。</translation>
    </message>
    <message>
        <source>The photograph is unlike those the lesion model knows.</source>
        <translation>照片与病变模型所知的照片不相似。</translation>
    </message>
    <message>
        <source>The photograph cannot be graded.</source>
        <translation>照片不可分级。</translation>
    </message>
    <message>
        <source>The lesion model in use tells no risk of macular oedema.</source>
        <translation>所用病变模型不判断黄斑水肿风险。</translation>
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
        <source>The disk is full: the pictures of the run do not fit into {0}.</source>
        <translation>磁盘已满：训练图片无法存入 {0}。</translation>
    </message>
    <message>
        <source>Make room and go on with the run; what was decoded is kept.</source>
        <translation>请腾出空间后继续运行；已解码的内容会保留。</translation>
    </message>
    <message>
        <source>The pictures of the run cannot be written into {0} ({1}).</source>
        <translation>训练图片无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check that the folder may be written to.</source>
        <translation>请检查该文件夹是否可写。</translation>
    </message>
    <message>
        <source>Not one picture of the run can be read:</source>
        <translation>本次训练的图像一幅也无法读取：</translation>
    </message>
    <message>
        <source>There are no cases.</source>
        <translation>没有病例。</translation>
    </message>
    <message>
        <source>Not one picture of the run can be read: {0}</source>
        <translation>本次运行没有一张图片可以读取：{0}</translation>
    </message>
    <message>
        <source>The training process does not start ({0}).</source>
        <translation>训练进程无法启动（{0}）。</translation>
    </message>
    <message>
        <source>The training process does not start.</source>
        <translation>训练进程无法启动。</translation>
    </message>
    <message>
        <source>Close other programs, or free some disk space, then resume the run.</source>
        <translation>请关闭其他程序或腾出磁盘空间，然后继续运行。</translation>
    </message>
    <message>
        <source>The probe could not be set up ({0}).</source>
        <translation>无法准备试测（{0}）。</translation>
    </message>
    <message>
        <source>The probe of this computer failed: {0}</source>
        <translation>对本机的试测失败：{0}</translation>
    </message>
    <message>
        <source>A recipe can be chosen without it; how long it takes is then not known.</source>
        <translation>没有试测也可以选择方案；但所需时间未知。</translation>
    </message>
    <message>
        <source>None of the images can be read any more.</source>
        <translation>所有图像都已无法读取。</translation>
    </message>
    <message>
        <source>Check their folder.</source>
        <translation>请检查它们所在的文件夹。</translation>
    </message>
    <message>
        <source>This run has ended.</source>
        <translation>该运行已结束。</translation>
    </message>
    <message>
        <source>It can be removed.</source>
        <translation>可以将其删除。</translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation>请开始新的运行。</translation>
    </message>
    <message>
        <source>This run has no model yet.</source>
        <translation>该运行还没有模型。</translation>
    </message>
    <message>
        <source>Wait until it has ended, or resume it.</source>
        <translation>请等待其结束，或继续运行。</translation>
    </message>
    <message>
        <source>The run could not be asked ({0}).</source>
        <translation>无法向该运行发出请求（{0}）。</translation>
    </message>
    <message>
        <source>The run &apos;{0}&apos; has no plan that can be read.</source>
        <translation>运行“{0}”没有可读取的计划。</translation>
    </message>
    <message>
        <source>Start a new run; this one can be removed.</source>
        <translation>请开始新的运行；这个运行可以删除。</translation>
    </message>
    <message>
        <source>The cases of the run &apos;{0}&apos; cannot be read.</source>
        <translation>无法读取运行“{0}”的病例。</translation>
    </message>
    <message>
        <source>The run could not be set up ({0}).</source>
        <translation>无法建立该运行（{0}）。</translation>
    </message>
    <message>
        <source>There is no run &apos;{0}&apos;.</source>
        <translation>没有名为“{0}”的运行。</translation>
    </message>
    <message>
        <source>Runs: {0}.</source>
        <translation>运行：{0}。</translation>
    </message>
    <message>
        <source>The run is still at work.</source>
        <translation>该运行仍在进行。</translation>
    </message>
    <message>
        <source>Stop or cancel it first.</source>
        <translation>请先停止或取消它。</translation>
    </message>
    <message>
        <source>The run could not be removed ({0}).</source>
        <translation>无法删除该运行（{0}）。</translation>
    </message>
    <message>
        <source>This run was begun with another plan.</source>
        <translation>该运行是按另一计划开始的。</translation>
    </message>
    <message>
        <source>Start a new run.</source>
        <translation>请开始新的运行。</translation>
    </message>
    <message>
        <source>Training runs on the processor.</source>
        <translation>训练在处理器上运行。</translation>
    </message>
    <message>
        <source>Training runs on the graphics card {0} ({1} GB).</source>
        <translation>训练在显卡 {0}（{1} GB）上进行。</translation>
    </message>
    <message>
        <source>Going on after epoch {0} of {1}.</source>
        <translation>从第 {0} 轮（共 {1} 轮）之后继续。</translation>
    </message>
    <message>
        <source>Before training: {0}.</source>
        <translation>训练前：{0}。</translation>
    </message>
    <message>
        <source>Learning {0}.</source>
        <translation>正在学习：{0}。</translation>
    </message>
    <message>
        <source>without labels</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>with labels</source>
        <translation>有标签</translation>
    </message>
    <message>
        <source>Nearly all pictures have become the same to the network. Stop the run: a lower learning rate, or another loss or miner, helps.</source>
        <translation>网络几乎把所有图片看成一样。请停止运行：降低学习率，或改用其他损失函数或样本挖掘方法会有帮助。</translation>
    </message>
    <message>
        <source>Another computer of this run cannot see its folder.</source>
        <translation>参与本次运行的另一台计算机看不到其文件夹。</translation>
    </message>
    <message>
        <source>Keep the run in a folder that all of them share.</source>
        <translation>请把运行放在各计算机共享的文件夹中。</translation>
    </message>
    <message>
        <source>A batch of {0} images cannot be dealt out to {1} processes.</source>
        <translation>一批 {0} 张图像无法平均分给 {1} 个进程。</translation>
    </message>
    <message>
        <source>Change &apos;per_class&apos; or &apos;batch_size&apos; so that it can.</source>
        <translation>请修改“per_class”或“batch_size”使之可以平均分配。</translation>
    </message>
    <message>
        <source>A grading model learns what a good photograph is from the model in use.</source>
        <translation>分级模型从当前使用的模型学习什么是合格照片。</translation>
    </message>
    <message>
        <source>Activate a grading model first.</source>
        <translation>请先启用一个分级模型。</translation>
    </message>
    <message>
        <source>Picture quality is judged as by the model in use (correlation {0}).</source>
        <translation>图像质量按当前使用的模型判断（相关系数 {0}）。</translation>
    </message>
    <message>
        <source>Memory ran out even with one image at a time.</source>
        <translation>即使每次只处理一张图像，内存仍不足。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller picture size or backbone.</source>
        <translation>请关闭其他程序，或选择更小的图像尺寸或骨干网络。</translation>
    </message>
    <message>
        <source>Memory ran out: {0} of a batch&apos;s {1} images are now learned at a time. The result stays the same, each step takes longer.</source>
        <translation>内存不足：现在每次只学习一批中 {1} 张图像里的 {0} 张。结果不变，但每一步更慢。</translation>
    </message>
    <message>
        <source>Only the backbone &apos;small-cnn&apos; can look at volumes.</source>
        <translation>只有骨干网络“small-cnn”能处理三维体数据。</translation>
    </message>
    <message>
        <source>There is no model to start from.</source>
        <translation>没有可以作为起点的模型。</translation>
    </message>
    <message>
        <source>Choose another backbone.</source>
        <translation>请选择其他骨干网络。</translation>
    </message>
    <message>
        <source>There is no model for &apos;{0}&apos; to start from.</source>
        <translation>没有可作为“{0}”起点的模型。</translation>
    </message>
    <message>
        <source>There is no model for &apos;dr-grading&apos; to start from.</source>
        <translation>没有可作为糖尿病视网膜病变分级起点的模型。</translation>
    </message>
    <message>
        <source>There is no model for &apos;similarity&apos; to start from.</source>
        <translation>没有可作为相似检索起点的模型。</translation>
    </message>
    <message>
        <source>Activate one first, or choose another backbone.</source>
        <translation>请先启用一个模型，或选择其他骨干网络。</translation>
    </message>
    <message>
        <source>The weights of {0} fit no known network.</source>
        <translation>{0} 的权重不适用于任何已知网络。</translation>
    </message>
    <message>
        <source>Model &apos;{0}&apos; neither grades nor finds similar cases.</source>
        <translation>模型“{0}”既不分级也不检索相似病例。</translation>
    </message>
    <message>
        <source>There is too little to measure the model on.</source>
        <translation>可用于评估模型的数据太少。</translation>
    </message>
    <message>
        <source>Hold out the images of at least two patients, and train on the others.</source>
        <translation>请至少留出两位患者的图像，其余用于训练。</translation>
    </message>
    <message>
        <source>The plan cannot be run: the class &apos;{0}&apos; is none of its classes.</source>
        <translation>无法执行该计划：“{0}”不是其中的类别。</translation>
    </message>
    <message>
        <source>Map the labels to the classes of the plan first.</source>
        <translation>请先把标签对应到计划的类别。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no ICDR grade.</source>
        <translation>“{0}”不是 ICDR 分级。</translation>
    </message>
    <message>
        <source>Map every label to a grade of 0-4.</source>
        <translation>请把每个标签对应到 0-4 级。</translation>
    </message>
    <message>
        <source>The label &apos;{0}&apos; is no class of the plan.</source>
        <translation>标签“{0}”不是计划中的类别。</translation>
    </message>
    <message>
        <source>Give it a class, or leave its cases out.</source>
        <translation>请为其指定类别，或排除其病例。</translation>
    </message>
    <message>
        <source>Fewer than two classes have {0} or more cases to learn from.</source>
        <translation>不到两个类别有至少 {0} 例可供学习。</translation>
    </message>
    <message>
        <source>Only one class has images to train on.</source>
        <translation>只有一个类别有可供训练的图像。</translation>
    </message>
    <message>
        <source>Label images of a second class.</source>
        <translation>请再标注另一类别的图像。</translation>
    </message>
    <message>
        <source>Add cases, or merge classes.</source>
        <translation>请增加病例，或合并类别。</translation>
    </message>
    <message>
        <source>It could not be read ({0}).</source>
        <translation>无法读取（{0}）。</translation>
    </message>
    <message>
        <source>The table has no column &apos;{0}&apos;.</source>
        <translation>表格中没有“{0}”列。</translation>
    </message>
    <message>
        <source>It has {0}.</source>
        <translation>表格中的列为 {0}。</translation>
    </message>
    <message>
        <source>Pictures that cannot be read: {0}.</source>
        <translation>无法读取的图像：{0}。</translation>
    </message>
    <message>
        <source>One picture has several labels ({0}).</source>
        <translation>同一图像有多个标签（{0}）。</translation>
    </message>
    <message>
        <source>One eye has several labels ({0}); of several visits, perhaps.</source>
        <translation>同一只眼有多个标签（{0}）；可能来自多次就诊。</translation>
    </message>
    <message>
        <source>Take one label for all, or leave them out.</source>
        <translation>统一为一个标签，或不采用。</translation>
    </message>
    <message>
        <source>Pictures that are there more than once: {0}.</source>
        <translation>重复出现的图像：{0}。</translation>
    </message>
    <message>
        <source>Pictures that are nearly the same as another: {0}.</source>
        <translation>与另一幅几乎相同的图像：{0}。</translation>
    </message>
    <message>
        <source>Keep one of each.</source>
        <translation>每组保留一幅。</translation>
    </message>
    <message>
        <source>Photographs that are too poor to grade: {0} of {1}.</source>
        <translation>质量太差无法分级的照片：{0} / {1}。</translation>
    </message>
    <message>
        <source>Leave them out.</source>
        <translation>不采用这些图像。</translation>
    </message>
    <message>
        <source>Patients who are both learned from and held out: {0}.</source>
        <translation>既用于学习又留作测试的患者：{0}。</translation>
    </message>
    <message>
        <source>Pictures that are both learned from and held out, under names of different patients: {0}.</source>
        <translation>以不同患者之名既用于学习又留作测试的图像：{0}。</translation>
    </message>
    <message>
        <source>Move each patient to one side.</source>
        <translation>把每名患者移到同一侧。</translation>
    </message>
    <message>
        <source>Split by patient.</source>
        <translation>按患者划分。</translation>
    </message>
    <message>
        <source>The cases are not yet divided into those learned from and those held out.</source>
        <translation>病例尚未分成用于学习和留作测试两部分。</translation>
    </message>
    <message>
        <source>All cases have one label: there is nothing to tell apart.</source>
        <translation>所有病例的标签相同：没有可区分的内容。</translation>
    </message>
    <message>
        <source>Few cases of &apos;{0}&apos;: {1}, of {2} patients.</source>
        <translation>“{0}”的病例很少：{1} 例，来自 {2} 名患者。</translation>
    </message>
    <message>
        <source>What is said of this class will be uncertain; add cases or merge classes.</source>
        <translation>对此类别的结论会不确定；请增加病例或合并类别。</translation>
    </message>
    <message>
        <source>No case of &apos;{0}&apos; is held out: nothing can be said of this class.</source>
        <translation>“{0}”没有留作测试的病例：无法评价此类别。</translation>
    </message>
    <message>
        <source>No case of &apos;{0}&apos; is learned from: this class will not be known.</source>
        <translation>“{0}”没有用于学习的病例：模型不会认识此类别。</translation>
    </message>
    <message>
        <source>Most pictures are fundus photographs; of another kind: {0}.</source>
        <translation>大多数图像为眼底照片；其他种类：{0}。</translation>
    </message>
    <message>
        <source>Most pictures are grey; of another kind: {0}.</source>
        <translation>大多数图像为灰度图；其他种类：{0}。</translation>
    </message>
    <message>
        <source>Most pictures are coloured; of another kind: {0}.</source>
        <translation>大多数图像为彩色；其他种类：{0}。</translation>
    </message>
    <message>
        <source>Pictures whose patient is not known: {0}.</source>
        <translation>患者不明的图像：{0}。</translation>
    </message>
    <message>
        <source>Each counts as a patient of its own; where several are of one person, the figures will be too good.</source>
        <translation>每幅按单独一名患者计；若多幅属于同一人，指标会偏高。</translation>
    </message>
    <message>
        <source>Left out, because they lie in no folder of a class: {0}.</source>
        <translation>未采用，因为不在任何类别文件夹中：{0}。</translation>
    </message>
    <message>
        <source>Left out, because the table gives no label: {0}.</source>
        <translation>未采用，因为表格没有给出标签：{0}。</translation>
    </message>
    <message>
        <source>Left out, because they are not in the library: {0}.</source>
        <translation>未采用，因为不在图库中：{0}。</translation>
    </message>
    <message>
        <source>Left out, because they have no label in the library: {0}.</source>
        <translation>未采用，因为它们在图库中没有标签：{0}。</translation>
    </message>
    <message>
        <source>Left out, because they were signed as ungradable: {0}.</source>
        <translation>未采用，因为签署为无法分级：{0}。</translation>
    </message>
    <message>
        <source>Left out, because they are of a test set beside a validation set: {0}.</source>
        <translation>未采用，因为属于验证集之外的测试集：{0}。</translation>
    </message>
    <message>
        <source>Some cases are neither to be learned from nor held out.</source>
        <translation>有些病例既不用于学习也未留出。</translation>
    </message>
    <message>
        <source>Split them first.</source>
        <translation>请先划分。</translation>
    </message>
    <message>
        <source>A run needs cases to learn from and cases that are held out.</source>
        <translation>运行需要学习用病例和留出病例。</translation>
    </message>
    <message>
        <source>Split them by patient; that takes at least two patients.</source>
        <translation>请按患者划分；至少需要两位患者。</translation>
    </message>
    <message>
        <source>Patients, or copies of one picture, are both learned from and held out: {0} ({1}).</source>
        <translation>有患者或同一图片的副本同时用于学习和留出：{0}（{1}）。</translation>
    </message>
    <message>
        <source>Split by patient, or move them to one side.</source>
        <translation>请按患者划分，或把它们移到同一侧。</translation>
    </message>
    <message>
        <source>The share that is held out must be between 0 and 1.</source>
        <translation>留出比例必须在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>Looking for labelled cases</source>
        <translation>正在查找有标签的病例</translation>
    </message>
    <message>
        <source>All cases are of one patient: no training can be judged on them.</source>
        <translation>所有病例都属于同一名患者：无法据此评判训练。</translation>
    </message>
    <message>
        <source>Add cases of other patients.</source>
        <translation>请增加其他患者的病例。</translation>
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
    <message>
        <source>The file is not there (any more).</source>
        <translation>文件已不在原处。</translation>
    </message>
    <message>
        <source>Was it moved or renamed?</source>
        <translation>它是否被移动或重命名？</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>未能读取文件。</translation>
    </message>
    <message>
        <source>Check the disk or the network drive.</source>
        <translation>请检查磁盘或网络驱动器。</translation>
    </message>
    <message>
        <source>This is not a file (a pipe, a device or a folder).</source>
        <translation>这不是文件（而是管道、设备或文件夹）。</translation>
    </message>
    <message>
        <source>This is a pipe or a device, not a file: it was left out.</source>
        <translation>这是管道或设备，不是文件：已略过。</translation>
    </message>
    <message>
        <source>You have no permission to read this file.</source>
        <translation>您没有读取此文件的权限。</translation>
    </message>
    <message>
        <source>You have no permission to read this.</source>
        <translation>您没有读取权限。</translation>
    </message>
    <message>
        <source>Ask who owns the folder.</source>
        <translation>请联系文件夹的所有者。</translation>
    </message>
    <message>
        <source>The link leads nowhere.</source>
        <translation>该链接没有目标。</translation>
    </message>
    <message>
        <source>The file system cannot read this.</source>
        <translation>文件系统无法读取。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>The file is far larger than any photograph.</source>
        <translation>文件远大于任何照片。</translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation>请重新复制或导出。</translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation>请重新导出。</translation>
    </message>
    <message>
        <source>Left out.</source>
        <translation>已略过。</translation>
    </message>
    <message>
        <source>No image was found here.</source>
        <translation>此处未找到图像。</translation>
    </message>
    <message>
        <source>MedView opens JPEG, PNG, TIFF and DICOM files, also in folders and ZIPs.</source>
        <translation>MedView 可打开 JPEG、PNG、TIFF 和 DICOM 文件，也可打开文件夹和 ZIP 中的这些文件。</translation>
    </message>
    <message>
        <source>{0} file is no image and was left out: {1}</source>
        <translation>{0} 个文件不是图像，已略过：{1}</translation>
    </message>
    <message>
        <source>{0} files are no images and were left out: {1}</source>
        <translation>{0} 个文件不是图像，已略过：{1}</translation>
    </message>
    <message>
        <source>It could not be imported ({0}).</source>
        <translation>未能导入（{0}）。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>{0} takes no file ({1}).</source>
        <translation>无法在 {0} 中写入文件（{1}）。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation>请选择其他文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>A grey picture file that names no eye: it is read as a radiograph; lengths are in pixels.</source>
        <translation>灰度图片文件，文件名未标明眼别：按放射影像阅读，长度以像素为单位。</translation>
    </message>
    <message>
        <source>The {0} says {1}, but the optic disc lies as in {2}.</source>
        <translation>{0}写明为 {1}，但视盘位置符合 {2}。</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>A ZIP inside a ZIP is not opened.</source>
        <translation>不打开 ZIP 中的 ZIP。</translation>
    </message>
    <message>
        <source>Unpack it first.</source>
        <translation>请先解压。</translation>
    </message>
    <message>
        <source>The ZIP is damaged or incomplete.</source>
        <translation>ZIP 已损坏或不完整。</translation>
    </message>
    <message>
        <source>The ZIP holds {0} files, more than MedView opens.</source>
        <translation>ZIP 含 {0} 个文件，超出 MedView 可打开的数量。</translation>
    </message>
    <message>
        <source>The ZIP unpacks to more than MedView opens.</source>
        <translation>ZIP 解压后超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>Unpack a part of it.</source>
        <translation>请只解压一部分。</translation>
    </message>
    <message>
        <source>The files in the ZIP overlap, as in a ZIP made to fill the memory.</source>
        <translation>ZIP 中的文件相互重叠，像是为耗尽内存而制作的 ZIP。</translation>
    </message>
    <message>
        <source>Do not open it. Ask the sender for another.</source>
        <translation>请勿打开。请向发送者另要一份。</translation>
    </message>
    <message>
        <source>The file is not in the ZIP (any more).</source>
        <translation>文件已不在 ZIP 中。</translation>
    </message>
    <message>
        <source>Its name points outside the ZIP.</source>
        <translation>它的名称指向 ZIP 之外。</translation>
    </message>
    <message>
        <source>It is a link to another file.</source>
        <translation>它是指向另一文件的链接。</translation>
    </message>
    <message>
        <source>It was left out.</source>
        <translation>已略过。</translation>
    </message>
    <message>
        <source>It is protected by a password.</source>
        <translation>它受密码保护。</translation>
    </message>
    <message>
        <source>Unpack the ZIP with its password first.</source>
        <translation>请先用密码解压 ZIP。</translation>
    </message>
    <message>
        <source>Two files in the ZIP have the same name: only one can be shown.</source>
        <translation>ZIP 中有两个文件同名：只能显示其中一个。</translation>
    </message>
    <message>
        <source>Ask for the ZIP with different names.</source>
        <translation>请索取文件名不重复的 ZIP。</translation>
    </message>
    <message>
        <source>It unpacks to more than MedView opens.</source>
        <translation>解压后超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>Do not open it.</source>
        <translation>请勿打开。</translation>
    </message>
    <message>
        <source>It is packed in a way MedView does not read.</source>
        <translation>MedView 不支持其压缩方式。</translation>
    </message>
    <message>
        <source>Pack it as a plain ZIP.</source>
        <translation>请压缩为普通 ZIP。</translation>
    </message>
    <message>
        <source>Its packed data is damaged.</source>
        <translation>其压缩数据已损坏。</translation>
    </message>
    <message>
        <source>Copy or export the ZIP again.</source>
        <translation>请重新复制或导出 ZIP。</translation>
    </message>
    <message>
        <source>The process that reads images does not start.</source>
        <translation>读取图像的进程无法启动。</translation>
    </message>
    <message>
        <source>Close other programs: the computer is short of memory.</source>
        <translation>请关闭其他程序：电脑内存不足。</translation>
    </message>
    <message>
        <source>Run `medview doctor`, or install MedView again.</source>
        <translation>请运行 `medview doctor`，或重新安装 MedView。</translation>
    </message>
    <message>
        <source>MedView is closing.</source>
        <translation>MedView 正在关闭。</translation>
    </message>
    <message>
        <source>Reading this file took longer than {0} seconds and was stopped.</source>
        <translation>读取此文件超过 {0} 秒，已停止。</translation>
    </message>
    <message>
        <source>The file may be damaged; export it again.</source>
        <translation>文件可能已损坏；请重新导出。</translation>
    </message>
    <message>
        <source>Reading this file crashed its reader process, or took more memory than allowed.</source>
        <translation>读取此文件时读取进程崩溃，或内存用量超限。</translation>
    </message>
    <message>
        <source>The file is damaged or malicious; nothing else was affected.</source>
        <translation>文件已损坏或含恶意内容；其他内容不受影响。</translation>
    </message>
    <message>
        <source>Reading this file needs more memory than MedView allows.</source>
        <translation>读取此文件所需内存超出 MedView 的限制。</translation>
    </message>
    <message>
        <source>Export it with fewer pixels.</source>
        <translation>请以较少的像素导出。</translation>
    </message>
    <message>
        <source>The file is damaged in an unusual way ({0}).</source>
        <translation>文件以不寻常的方式损坏（{0}）。</translation>
    </message>
    <message>
        <source>The reader sent something that is not an answer.</source>
        <translation>读取进程返回的不是有效的回复。</translation>
    </message>
    <message>
        <source>The reader sent something that is not an image.</source>
        <translation>读取进程返回的不是图像。</translation>
    </message>
    <message>
        <source>The reader sent something that is not a digest.</source>
        <translation>读取进程返回的不是摘要。</translation>
    </message>
    <message>
        <source>The reader sent an incomplete image.</source>
        <translation>读取进程返回的图像不完整。</translation>
    </message>
    <message>
        <source>The file {0} cannot be used: {1}.</source>
        <translation>无法使用文件 {0}：{1}。</translation>
    </message>
    <message>
        <source>The library could not be written ({0}).</source>
        <translation>无法写入图库（{0}）。</translation>
    </message>
    <message>
        <source>Free some disk space or check the rights of {0}. Everything saved before is kept.</source>
        <translation>请释放磁盘空间，或检查 {0} 的权限。之前保存的内容均已保留。</translation>
    </message>
    <message>
        <source>Free some disk space or check the rights of {0}.</source>
        <translation>请释放磁盘空间，或检查 {0} 的权限。</translation>
    </message>
    <message>
        <source>Another program is using the library.</source>
        <translation>另一个程序正在使用图库。</translation>
    </message>
    <message>
        <source>Close it and try again.</source>
        <translation>请关闭它后重试。</translation>
    </message>
    <message>
        <source>Another MedView window has this library open.</source>
        <translation>另一个 MedView 窗口已打开此图库。</translation>
    </message>
    <message>
        <source>Use that window, or close it and try again.</source>
        <translation>请使用那个窗口，或关闭它后重试。</translation>
    </message>
    <message>
        <source>The library answered with an error ({0}).</source>
        <translation>图库返回错误（{0}）。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>It was left as it is. &apos;medview doctor --restore&apos; puts the backup {0} in its place.</source>
        <translation>图库未作改动。运行 &apos;medview doctor --restore&apos; 可用备份 {0} 恢复。</translation>
    </message>
    <message>
        <source>It was left as it is. Move {0} away, and MedView starts a new library.</source>
        <translation>图库未作改动。移走 {0} 后，MedView 将新建图库。</translation>
    </message>
    <message>
        <source>{0} cannot be used as a library: {1}.</source>
        <translation>{0} 不能用作图库：{1}。</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>it was written by a newer version of MedView; update this one</source>
        <translation>它由更新版本的 MedView 写入；请更新本程序</translation>
    </message>
    <message>
        <source>it is the file of another program</source>
        <translation>它是其他程序的文件</translation>
    </message>
    <message>
        <source>no version of MedView wrote it to its end</source>
        <translation>没有任何版本的 MedView 将其完整写入</translation>
    </message>
    <message>
        <source>it holds parts MedView never made ({0})</source>
        <translation>其中含有并非 MedView 创建的部分（{0}）</translation>
    </message>
    <message>
        <source>parts are missing ({0})</source>
        <translation>缺少部分内容（{0}）</translation>
    </message>
    <message>
        <source>{0} is read-only.</source>
        <translation>{0} 为只读。</translation>
    </message>
    <message>
        <source>Ask for the right to write there.</source>
        <translation>请申请写入权限。</translation>
    </message>
    <message>
        <source>The folder of the library cannot be written: {0}.</source>
        <translation>无法写入图库所在的文件夹：{0}。</translation>
    </message>
    <message>
        <source>Check the rights and the free space of {0}.</source>
        <translation>请检查 {0} 的权限和可用空间。</translation>
    </message>
    <message>
        <source>{0} is in the library with other pixels.</source>
        <translation>图库中已有 {0}，但像素不同。</translation>
    </message>
    <message>
        <source>Remove the old case first.</source>
        <translation>请先移除旧病例。</translation>
    </message>
    <message>
        <source>The library holds embeddings of several lengths for one model.</source>
        <translation>图库中同一模型的嵌入向量长度不一。</translation>
    </message>
    <message>
        <source>Import these cases again.</source>
        <translation>请重新导入这些病例。</translation>
    </message>
    <message>
        <source>The query and the library were embedded by different models.</source>
        <translation>查询图像与图库的嵌入向量来自不同模型。</translation>
    </message>
    <message>
        <source>Let MedView embed the library again with the active model.</source>
        <translation>请让 MedView 用当前模型重新计算图库的嵌入向量。</translation>
    </message>
    <message>
        <source>The library has {0} faults: {1}</source>
        <translation>图库有 {0} 处错误：{1}</translation>
    </message>
    <message>
        <source>&apos;medview doctor --restore&apos; puts the newest backup in its place.</source>
        <translation>运行 &apos;medview doctor --restore&apos; 可用最新备份恢复。</translation>
    </message>
    <message>
        <source>The database is damaged: {0}.</source>
        <translation>数据库已损坏：{0}。</translation>
    </message>
    <message>
        <source>{0} embeddings belong to no case.</source>
        <translation>{0} 个嵌入向量不属于任何病例。</translation>
    </message>
    <message>
        <source>The audit trail was changed at event {0}.</source>
        <translation>审计记录在第 {0} 条被改动。</translation>
    </message>
    <message>
        <source>The last {0} events of the audit trail are missing.</source>
        <translation>审计记录的最后 {0} 条缺失。</translation>
    </message>
    <message>
        <source>{0} are not those of the audit trail.</source>
        <translation>{0}与审计记录不符。</translation>
    </message>
    <message>
        <source>The signed grades</source>
        <translation>已签名的分级</translation>
    </message>
    <message>
        <source>The signatures taken back</source>
        <translation>撤回的签名</translation>
    </message>
    <message>
        <source>The lesion checklists</source>
        <translation>病变核对表</translation>
    </message>
    <message>
        <source>The reads of the studies</source>
        <translation>研究的阅片</translation>
    </message>
    <message>
        <source>The decisions of the studies</source>
        <translation>研究的裁定</translation>
    </message>
    <message>
        <source>The decisions on alignments</source>
        <translation>配准的决定</translation>
    </message>
    <message>
        <source>The settings could not be saved ({0}).</source>
        <translation>无法保存设置（{0}）。</translation>
    </message>
    <message>
        <source>MedView met a fault of its own: {0}</source>
        <translation>MedView 程序自身出错：{0}</translation>
    </message>
    <message>
        <source>What you signed is safe. Try again; if it happens again, report these words.</source>
        <translation>您已签名的内容是安全的。请重试；如再次发生，请报告这段文字。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>操作不被允许</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有该文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写错误</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>数据库或磁盘已满</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库为只读</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写错误</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>文件不是数据库</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库内容已损坏</translation>
    </message>
    <message>
        <source>There is no case {0} to judge.</source>
        <translation>没有可评判的病例 {0}。</translation>
    </message>
    <message>
        <source>There is no image {0}: the series has {1}.</source>
        <translation>没有第 {0} 幅图像：该序列共 {1} 幅。</translation>
    </message>
    <message>
        <source>Start the search anew.</source>
        <translation>请重新检索。</translation>
    </message>
    <message>
        <source>A signature needs a name.</source>
        <translation>签名需要姓名。</translation>
    </message>
    <message>
        <source>Enter your name in Settings, then sign again.</source>
        <translation>请在“设置”中输入姓名，然后重新签名。</translation>
    </message>
    <message>
        <source>It is not decided which eye this is: nothing was signed.</source>
        <translation>尚未确定眼别：未签署任何内容。</translation>
    </message>
    <message>
        <source>Choose OD or OS, then sign again.</source>
        <translation>请选择 OD 或 OS，然后重新签名。</translation>
    </message>
    <message>
        <source>There is no signature of yours to take back.</source>
        <translation>没有可由您撤回的签名。</translation>
    </message>
    <message>
        <source>Only who signed can take a signature back; you can sign a grade of your own.</source>
        <translation>只有签名者本人可以撤回签名；您可以签署自己的分级。</translation>
    </message>
    <message>
        <source>A decision needs a name.</source>
        <translation>决定需要姓名。</translation>
    </message>
    <message>
        <source>There is no evidence to decide on.</source>
        <translation>没有可供判定的依据。</translation>
    </message>
    <message>
        <source>Enter your name in Settings, then decide again.</source>
        <translation>请在“设置”中输入姓名，然后重新决定。</translation>
    </message>
    <message>
        <source>There is no retina at this place.</source>
        <translation>此处没有视网膜。</translation>
    </message>
    <message>
        <source>Click inside the photograph&apos;s disc.</source>
        <translation>请单击照片的圆形视野之内。</translation>
    </message>
    <message>
        <source>The two photographs could not be laid over each other: too little of them is alike.</source>
        <translation>两张照片无法配准：相同之处过少。</translation>
    </message>
    <message>
        <source>mutual information, rigid</source>
        <translation>互信息，刚性</translation>
    </message>
    <message>
        <source>mutual information, deformable</source>
        <translation>互信息，形变</translation>
    </message>
    <message>
        <source>learned similarity, rigid</source>
        <translation>学习相似性，刚性</translation>
    </message>
    <message>
        <source>learned similarity, deformable</source>
        <translation>学习相似性，形变</translation>
    </message>
    <message>
        <source>An accepted alignment is used: {0}, accepted by {1}, {2}.</source>
        <translation>使用已接受的配准：{0}，由 {1} 于 {2} 接受。</translation>
    </message>
    <message>
        <source>It is not known whose images these are: no earlier series can be found.</source>
        <translation>不知道这些图像属于哪位患者：无法查找既往序列。</translation>
    </message>
    <message>
        <source>No other series of this patient is open.</source>
        <translation>未打开该患者的其他序列。</translation>
    </message>
    <message>
        <source>Photographs are compared with earlier visits, not with series.</source>
        <translation>照片与既往就诊比较，不与序列比较。</translation>
    </message>
    <message>
        <source>One image and a stack of slices are not aligned.</source>
        <translation>单幅图像与一组层面不能配准。</translation>
    </message>
    <message>
        <source>The two series could not be aligned: they show too little of the same part.</source>
        <translation>两个序列无法配准：两者显示的共同部位太少。</translation>
    </message>
    <message>
        <source>The two series could not be aligned: one would have to be turned by {0} degrees.</source>
        <translation>两个序列无法配准：其中一个须旋转 {0} 度。</translation>
    </message>
    <message>
        <source>The two series could not be aligned: tissue would have to fold onto itself.</source>
        <translation>两个序列无法配准：组织将发生自身折叠。</translation>
    </message>
    <message>
        <source>The two series could not be aligned: they are no more alike than before.</source>
        <translation>两个序列无法配准：配准后的相似程度未高于配准前。</translation>
    </message>
    <message>
        <source>Compare them side by side.</source>
        <translation>请并排比较。</translation>
    </message>
    <message>
        <source>Try a rigid alignment.</source>
        <translation>请尝试刚性配准。</translation>
    </message>
    <message>
        <source>The model in use has no feature maps to align by.</source>
        <translation>当前模型没有可用于配准的特征图。</translation>
    </message>
    <message>
        <source>Align by mutual information instead.</source>
        <translation>请改用互信息配准。</translation>
    </message>
    <message>
        <source>There is no eye photograph to report on.</source>
        <translation>没有可用于报告的眼底照片。</translation>
    </message>
    <message>
        <source>Open one, and choose it.</source>
        <translation>请打开并选择一张。</translation>
    </message>
    <message>
        <source>A picture is saved as PNG or SVG.</source>
        <translation>图片只能保存为 PNG 或 SVG。</translation>
    </message>
    <message>
        <source>End its name in .png.</source>
        <translation>请使用以 .png 结尾的文件名。</translation>
    </message>
    <message>
        <source>This worklist is not there any more.</source>
        <translation>此工作列表已不存在。</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>A worklist needs a name.</source>
        <translation>工作列表需要名称。</translation>
    </message>
    <message>
        <source>For example: Clinic, 3 June.</source>
        <translation>例如：门诊，6 月 3 日。</translation>
    </message>
    <message>
        <source>There is a worklist called {0} already.</source>
        <translation>已有名为 {0} 的工作列表。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请另取一个名称。</translation>
    </message>
    <message>
        <source>There is no worklist called {0}.</source>
        <translation>没有名为 {0} 的工作列表。</translation>
    </message>
    <message>
        <source>&apos;medview worklist list&apos; names them.</source>
        <translation>运行 &apos;medview worklist list&apos; 可列出名称。</translation>
    </message>
    <message>
        <source>There is no eye photograph among them.</source>
        <translation>其中没有眼底照片。</translation>
    </message>
    <message>
        <source>Choose photographs or a folder.</source>
        <translation>请选择照片或文件夹。</translation>
    </message>
    <message>
        <source>A worklist is being graded already.</source>
        <translation>已有工作列表正在分级。</translation>
    </message>
    <message>
        <source>Wait, or cancel it.</source>
        <translation>请等待，或取消它。</translation>
    </message>
    <message>
        <source>It is not the photograph that was put on the worklist.</source>
        <translation>它不是当初放入工作列表的照片。</translation>
    </message>
    <message>
        <source>It was moved or replaced. Make a new worklist of the folder.</source>
        <translation>照片已被移动或替换。请为该文件夹新建工作列表。</translation>
    </message>
    <message>
        <source>This is not an eye photograph that may be graded.</source>
        <translation>这不是可以分级的眼底照片。</translation>
    </message>
    <message>
        <source>It is a copy of another photograph of the study.</source>
        <translation>它是研究中另一张照片的副本。</translation>
    </message>
    <message>
        <source>None of these is a photograph that can be graded.</source>
        <translation>其中没有可以分级的照片。</translation>
    </message>
    <message>
        <source>Choose eye photographs: open them, or name their folder.</source>
        <translation>请选择眼底照片：打开它们，或指定其文件夹。</translation>
    </message>
    <message>
        <source>There is no study &apos;{0}&apos;.</source>
        <translation>没有名为“{0}”的研究。</translation>
    </message>
    <message>
        <source>&apos;medview study list&apos; shows their names.</source>
        <translation>运行 &apos;medview study list&apos; 可列出名称。</translation>
    </message>
    <message>
        <source>This study is not in the library.</source>
        <translation>图库中没有此研究。</translation>
    </message>
    <message>
        <source>Open the list again.</source>
        <translation>请重新打开列表。</translation>
    </message>
    <message>
        <source>{0} is no reader of this study.</source>
        <translation>{0} 不是此研究的阅片者。</translation>
    </message>
    <message>
        <source>Nobody is no reader of this study.</source>
        <translation>未指定此研究的阅片者。</translation>
    </message>
    <message>
        <source>Its readers are {0}.</source>
        <translation>其阅片者为 {0}。</translation>
    </message>
    <message>
        <source>This photograph is not the one to read now.</source>
        <translation>现在应阅读的不是这张照片。</translation>
    </message>
    <message>
        <source>Leave the study and go on with it from the list.</source>
        <translation>请退出研究，再从列表中继续。</translation>
    </message>
    <message>
        <source>Enter who decides, then try again.</source>
        <translation>请输入裁定者，然后重试。</translation>
    </message>
    <message>
        <source>There is nothing to decide for this photograph.</source>
        <translation>这张照片无需裁定。</translation>
    </message>
    <message>
        <source>The study has no name.</source>
        <translation>研究没有名称。</translation>
    </message>
    <message>
        <source>Give it one, such as &apos;Screening readers 2026&apos;.</source>
        <translation>请为其命名，例如“筛查阅片者 2026”。</translation>
    </message>
    <message>
        <source>There is a study &apos;{0}&apos; already.</source>
        <translation>已有名为“{0}”的研究。</translation>
    </message>
    <message>
        <source>Give this one another name.</source>
        <translation>请为此研究另取名称。</translation>
    </message>
    <message>
        <source>The study has no readers.</source>
        <translation>研究没有阅片者。</translation>
    </message>
    <message>
        <source>Enter the name of at least one.</source>
        <translation>请至少输入一位阅片者的姓名。</translation>
    </message>
    <message>
        <source>A reader is named twice.</source>
        <translation>有阅片者重名。</translation>
    </message>
    <message>
        <source>Each reader needs a name of their own.</source>
        <translation>每位阅片者需要不同的姓名。</translation>
    </message>
    <message>
        <source>At most half of the photographs can be repeated.</source>
        <translation>最多可重复一半的照片。</translation>
    </message>
    <message>
        <source>Choose a smaller share.</source>
        <translation>请选择较小的比例。</translation>
    </message>
    <message>
        <source>The plan of the study makes no sense.</source>
        <translation>研究方案无效。</translation>
    </message>
    <message>
        <source>Set it up again.</source>
        <translation>请重新设置。</translation>
    </message>
    <message>
        <source>No model for &apos;{0}&apos; is installed.</source>
        <translation>未安装用于“{0}”的模型。</translation>
    </message>
    <message>
        <source>No model for &apos;dr-grading&apos; is installed.</source>
        <translation>未安装用于“糖尿病视网膜病变分级”的模型。</translation>
    </message>
    <message>
        <source>No model for &apos;similarity&apos; is installed.</source>
        <translation>未安装用于“相似检索”的模型。</translation>
    </message>
    <message>
        <source>No model for &apos;lesion-segmentation&apos; is installed.</source>
        <translation>未安装用于“病变分割”的模型。</translation>
    </message>
    <message>
        <source>Install MedView again, or import a model package.</source>
        <translation>请重新安装 MedView，或导入模型包。</translation>
    </message>
    <message>
        <source>Install MedView again, or import the model package again.</source>
        <translation>请重新安装 MedView，或重新导入模型包。</translation>
    </message>
    <message>
        <source>Ask for the package again from where it came.</source>
        <translation>请向来源处重新索取该模型包。</translation>
    </message>
    <message>
        <source>There is no model &apos;{0}&apos;.</source>
        <translation>没有模型“{0}”。</translation>
    </message>
    <message>
        <source>Installed: {0}.</source>
        <translation>已安装：{0}。</translation>
    </message>
    <message>
        <source>Installed: none.</source>
        <translation>未安装任何模型。</translation>
    </message>
    <message>
        <source>The network of model &apos;{0}&apos; cannot be loaded.</source>
        <translation>无法加载模型“{0}”的网络。</translation>
    </message>
    <message>
        <source>Model &apos;{0}&apos; takes images of {1} × {2} × {3}, not {4}.</source>
        <translation>模型“{0}”接受 {1} × {2} × {3} 的图像，而不是 {4}。</translation>
    </message>
    <message>
        <source>Model &apos;{0}&apos; lacks {1}.</source>
        <translation>模型“{0}”缺少 {1}。</translation>
    </message>
    <message>
        <source>{0} of model &apos;{1}&apos; is not the file its card vouches for.</source>
        <translation>模型“{1}”的 {0} 与其模型说明卡所记录的文件不符。</translation>
    </message>
    <message>
        <source>The model card in {0} cannot be used: {1}.</source>
        <translation>{0} 中的模型说明卡无法使用：{1}。</translation>
    </message>
    <message>
        <source>The model card in {0} cannot be read ({1}).</source>
        <translation>无法读取 {0} 中的模型说明卡（{1}）。</translation>
    </message>
    <message>
        <source>{0} is not a model package.</source>
        <translation>{0} 不是模型包。</translation>
    </message>
    <message>
        <source>{0} is not a model package: {1} missing.</source>
        <translation>{0} 不是模型包：缺少 {1}。</translation>
    </message>
    <message>
        <source>{0} tries to write outside its folder.</source>
        <translation>{0} 试图写入其文件夹之外。</translation>
    </message>
    <message>
        <source>{0} holds what no model package has.</source>
        <translation>{0} 含有模型包不应有的内容。</translation>
    </message>
    <message>
        <source>{0} is too large for a model package.</source>
        <translation>{0} 对模型包而言过大。</translation>
    </message>
    <message>
        <source>The model could not be brought in ({0}).</source>
        <translation>未能导入模型（{0}）。</translation>
    </message>
    <message>
        <source>{0} is no sound network: {1}.</source>
        <translation>{0} 不是完好的网络：{1}。</translation>
    </message>
    <message>
        <source>{0} is no sound weights file: {1}.</source>
        <translation>{0} 不是完好的权重文件：{1}。</translation>
    </message>
    <message>
        <source>{0} is no sound gallery: {1}.</source>
        <translation>{0} 不是完好的参考图集：{1}。</translation>
    </message>
    <message>
        <source>The exported network differs from the trained: {0}.</source>
        <translation>导出的网络与训练所得的不一致：{0}。</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is missing</source>
        <translation>缺少“{0}”</translation>
    </message>
    <message>
        <source>its id is not a plain name</source>
        <translation>其标识不是普通名称</translation>
    </message>
    <message>
        <source>task must be one of {0}</source>
        <translation>task 必须是以下之一：{0}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not of the right kind</source>
        <translation>“{0}”的类型不对</translation>
    </message>
    <message>
        <source>&apos;modalities&apos; must name at least one</source>
        <translation>“modalities”至少须有一项</translation>
    </message>
    <message>
        <source>&apos;data&apos; must be a list of data sets</source>
        <translation>“data”必须是数据集列表</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; must be a number from {1} to {2}</source>
        <translation>“{0}”必须是 {1} 到 {2} 的数</translation>
    </message>
    <message>
        <source>&apos;files&apos; must name {0}</source>
        <translation>“files”必须列出 {0}</translation>
    </message>
    <message>
        <source>&apos;files&apos; must hold SHA-256 digests</source>
        <translation>“files”必须为 SHA-256 摘要</translation>
    </message>
    <message>
        <source>&apos;preprocess&apos; must be of a kind of {0}</source>
        <translation>“preprocess”必须是以下之一：{0}</translation>
    </message>
    <message>
        <source>&apos;preprocess&apos; and &apos;input_size&apos; name two sizes</source>
        <translation>“preprocess”与“input_size”的大小不一致</translation>
    </message>
    <message>
        <source>&apos;doubt&apos; of {0} needs a number as {1}</source>
        <translation>“doubt”中 {0} 的 {1} 必须是数</translation>
    </message>
    <message>
        <source>the lists of &apos;calibration&apos; must hold {0} numbers each</source>
        <translation>“calibration”的每个列表须含 {0} 个数</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; of &apos;calibration&apos; must hold {1} numbers</source>
        <translation>“calibration”的“{0}”须含 {1} 个数</translation>
    </message>
    <message>
        <source>&apos;calibration&apos; holds numbers that are not finite</source>
        <translation>“calibration”含有非有限数</translation>
    </message>
    <message>
        <source>the cut points of &apos;calibration&apos; must rise</source>
        <translation>“calibration”的分界点必须递增</translation>
    </message>
    <message>
        <source>&apos;free_response&apos; is not of the right kind</source>
        <translation>“free_response”的类型不正确</translation>
    </message>
    <message>
        <source>&apos;free_response&apos; has no points</source>
        <translation>“free_response”没有任何点</translation>
    </message>
    <message>
        <source>&apos;free_response&apos; must rise</source>
        <translation>“free_response”必须递增</translation>
    </message>
    <message>
        <source>an interval of &apos;free_response&apos; is the wrong way round</source>
        <translation>“free_response”的一个区间上下限颠倒</translation>
    </message>
    <message>
        <source>&apos;free_response&apos; needs shares, and numbers of false marks</source>
        <translation>“free_response”必须包含比例和假阳性标记数</translation>
    </message>
    <message>
        <source>&apos;free_response&apos; must count its scans and nodules</source>
        <translation>“free_response”必须给出扫描数和结节数</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>{0} is not a number</source>
        <translation>{0} 不是数</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it keeps its numbers in other files</source>
        <translation>其数值存放在其他文件中</translation>
    </message>
    <message>
        <source>it is not an ONNX model</source>
        <translation>不是 ONNX 模型</translation>
    </message>
    <message>
        <source>it has no input &apos;image&apos;</source>
        <translation>没有输入“image”</translation>
    </message>
    <message>
        <source>it has no output &apos;{0}&apos;</source>
        <translation>没有输出“{0}”</translation>
    </message>
    <message>
        <source>it is cut short or not ONNX</source>
        <translation>内容不完整或不是 ONNX</translation>
    </message>
    <message>
        <source>it is not ONNX</source>
        <translation>不是 ONNX</translation>
    </message>
    <message>
        <source>its header has an impossible length</source>
        <translation>文件头长度不可能</translation>
    </message>
    <message>
        <source>its header is no JSON object</source>
        <translation>文件头不是 JSON 对象</translation>
    </message>
    <message>
        <source>its header names one entry twice</source>
        <translation>文件头中有重复条目</translation>
    </message>
    <message>
        <source>it carries notes that do not belong there ({0})</source>
        <translation>含有不应有的附注（{0}）</translation>
    </message>
    <message>
        <source>it holds {0} tensors</source>
        <translation>含有 {0} 个张量</translation>
    </message>
    <message>
        <source>its tensors do not lie where the header says</source>
        <translation>张量位置与文件头所述不符</translation>
    </message>
    <message>
        <source>its length is not what the header says</source>
        <translation>长度与文件头所述不符</translation>
    </message>
    <message>
        <source>a tensor has an impossible shape</source>
        <translation>有张量形状不可能</translation>
    </message>
    <message>
        <source>it holds no numbers</source>
        <translation>不含数值</translation>
    </message>
    <message>
        <source>it holds numbers that are not finite</source>
        <translation>含有非有限数</translation>
    </message>
    <message>
        <source>its embeddings are not (N, {0}) float32</source>
        <translation>其嵌入向量不是 (N, {0}) float32</translation>
    </message>
    <message>
        <source>its embeddings are not of unit length</source>
        <translation>其嵌入向量不是单位长度</translation>
    </message>
    <message>
        <source>its labels are not one text a case</source>
        <translation>其标签不是每个病例一条文本</translation>
    </message>
    <message>
        <source>The plan cannot be run: {0}.</source>
        <translation>该训练方案无法运行：{0}。</translation>
    </message>
    <message>
        <source>The plan cannot be run: &apos;{0}&apos; {1}.</source>
        <translation>该训练方案无法运行：“{0}”{1}。</translation>
    </message>
    <message>
        <source>must be one of {0}</source>
        <translation>必须是以下之一：{0}</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数</translation>
    </message>
    <message>
        <source>must be from {0} to {1}</source>
        <translation>必须在 {0} 到 {1} 之间</translation>
    </message>
    <message>
        <source>must be a multiple of 32</source>
        <translation>必须是 32 的倍数</translation>
    </message>
    <message>
        <source>must name at least two, each once</source>
        <translation>至少须有两项，且不得重复</translation>
    </message>
    <message>
        <source>is not known</source>
        <translation>不是已知项</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>The plan {0} cannot be read: {1}.</source>
        <translation>无法读取训练方案 {0}：{1}。</translation>
    </message>
    <message>
        <source>The plan {0} is not JSON: {1}.</source>
        <translation>训练方案 {0} 不是 JSON：{1}。</translation>
    </message>
    <message>
        <source>The plan {0} cannot be run: {1}: {2}.</source>
        <translation>训练方案 {0} 无法运行：{1}：{2}。</translation>
    </message>
    <message>
        <source>the plan as a whole</source>
        <translation>整个方案</translation>
    </message>
    <message>
        <source>The table {0} cannot be read: {1}.</source>
        <translation>无法读取表格 {0}：{1}。</translation>
    </message>
    <message>
        <source>The picture {0} named in the table cannot be read.</source>
        <translation>无法读取表格中列出的图片 {0}。</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete.</source>
        <translation>文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>Copy it again from the camera or export it again.</source>
        <translation>请从相机重新复制，或重新导出。</translation>
    </message>
    <message>
        <source>Page {0} cannot be found.</source>
        <translation>找不到第 {0} 页。</translation>
    </message>
    <message>
        <source>Its {0} header is wrong.</source>
        <translation>其 {0} 文件头有误。</translation>
    </message>
    <message>
        <source>This is a {0}, not a picture MedView reads.</source>
        <translation>这是 {0}，不是 MedView 可读取的图片。</translation>
    </message>
    <message>
        <source>This is an {0}, not a picture MedView reads.</source>
        <translation>这是 {0}，不是 MedView 可读取的图片。</translation>
    </message>
    <message>
        <source>This is {0}, not a picture MedView reads.</source>
        <translation>这是 {0}，不是 MedView 可读取的图片。</translation>
    </message>
    <message>
        <source>This is plain text, not a picture MedView reads.</source>
        <translation>这是纯文本，不是 MedView 可读取的图片。</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>7-Zip archive</source>
        <translation>7-Zip 压缩包</translation>
    </message>
    <message>
        <source>gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>JPEG 2000 picture</source>
        <translation>JPEG 2000 图片</translation>
    </message>
    <message>
        <source>Photoshop picture</source>
        <translation>Photoshop 图片</translation>
    </message>
    <message>
        <source>WebP picture</source>
        <translation>WebP 图片</translation>
    </message>
    <message>
        <source>HEIC picture or video</source>
        <translation>HEIC 图片或视频</translation>
    </message>
    <message>
        <source>NIfTI volume</source>
        <translation>NIfTI 体数据</translation>
    </message>
    <message>
        <source>NumPy array</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>SQLite database</source>
        <translation>SQLite 数据库</translation>
    </message>
    <message>
        <source>SVG or XML text</source>
        <translation>SVG 或 XML 文本</translation>
    </message>
    <message>
        <source>web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>The content is not a picture MedView reads.</source>
        <translation>内容不是 MedView 可读取的图片。</translation>
    </message>
    <message>
        <source>Save it as JPEG, PNG, TIFF or DICOM.</source>
        <translation>请另存为 JPEG、PNG、TIFF 或 DICOM。</translation>
    </message>
    <message>
        <source>The {0} picture is larger than MedView opens.</source>
        <translation>该 {0} 图片超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>The picture has no pixels.</source>
        <translation>图片没有像素。</translation>
    </message>
    <message>
        <source>No pixel of the picture holds a number.</source>
        <translation>图片中没有一个像素含有数值。</translation>
    </message>
    <message>
        <source>The picture is {0} × {1} pixels, more than MedView opens.</source>
        <translation>图片为 {0} × {1} 像素，超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>Export it with at most {0} million pixels.</source>
        <translation>请以不超过 {0} 百万像素导出。</translation>
    </message>
    <message>
        <source>The JPEG consists of {0} scans, made to keep a computer busy.</source>
        <translation>该 JPEG 由 {0} 次扫描构成，意在拖慢电脑。</translation>
    </message>
    <message>
        <source>Export the photograph again from the camera.</source>
        <translation>请从相机重新导出照片。</translation>
    </message>
    <message>
        <source>The region lies outside the image: it is {0} × {1} pixels.</source>
        <translation>区域位于图像之外：图像为 {0} × {1} 像素。</translation>
    </message>
    <message>
        <source>Draw it on the image.</source>
        <translation>请在图像上绘制。</translation>
    </message>
    <message>
        <source>The region lies outside the retina.</source>
        <translation>该区域位于视网膜之外。</translation>
    </message>
    <message>
        <source>Nothing was measured here.</source>
        <translation>这里没有任何测量。</translation>
    </message>
    <message>
        <source>Measure something first.</source>
        <translation>请先进行测量。</translation>
    </message>
    <message>
        <source>A DICOM report can only refer to DICOM images with an identity.</source>
        <translation>DICOM 报告只能引用带有标识的 DICOM 图像。</translation>
    </message>
    <message>
        <source>Export the measures as a table.</source>
        <translation>请将测量导出为表格。</translation>
    </message>
    <message>
        <source>This is not a segmentation.</source>
        <translation>这不是分割对象。</translation>
    </message>
    <message>
        <source>This is not a DICOM file: it has no elements.</source>
        <translation>这不是 DICOM 文件，没有数据元素。</translation>
    </message>
    <message>
        <source>Export it again from the PACS or the scanner.</source>
        <translation>请从 PACS 或扫描设备重新导出。</translation>
    </message>
    <message>
        <source>Ask for the series as JPEG 2000 or uncompressed.</source>
        <translation>请索取 JPEG 2000 或未压缩的序列。</translation>
    </message>
    <message>
        <source>Its DICOM header cannot be read.</source>
        <translation>无法读取其 DICOM 文件头。</translation>
    </message>
    <message>
        <source>It holds no DICOM data.</source>
        <translation>其中没有 DICOM 数据。</translation>
    </message>
    <message>
        <source>Its deflated data cannot be unpacked.</source>
        <translation>无法解压其 deflate 数据。</translation>
    </message>
    <message>
        <source>Its pixel data is missing.</source>
        <translation>缺少像素数据。</translation>
    </message>
    <message>
        <source>The DICOM header is nested deeper than any real file.</source>
        <translation>DICOM 文件头的嵌套深度超过任何真实文件。</translation>
    </message>
    <message>
        <source>The deflated DICOM file unpacks to more than MedView opens.</source>
        <translation>该 deflate 压缩的 DICOM 文件解压后超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>This is not an image: {0}.</source>
        <translation>这不是图像：{0}。</translation>
    </message>
    <message>
        <source>DICOM object of an unknown kind</source>
        <translation>未知类型的 DICOM 对象</translation>
    </message>
    <message>
        <source>Open the images of the study instead.</source>
        <translation>请改为打开该检查的图像。</translation>
    </message>
    <message>
        <source>This is a video ({0}), which MedView does not play.</source>
        <translation>这是视频（{0}），MedView 不能播放。</translation>
    </message>
    <message>
        <source>Open single images of the study instead.</source>
        <translation>请改为打开该检查的单幅图像。</translation>
    </message>
    <message>
        <source>The image uses {0}, which MedView cannot decode.</source>
        <translation>图像使用 {0}，MedView 无法解码。</translation>
    </message>
    <message>
        <source>an unknown encoding ({0})</source>
        <translation>未知编码（{0}）</translation>
    </message>
    <message>
        <source>The image is stored in an unknown way ({0}).</source>
        <translation>图像以未知方式存储（{0}）。</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>The header calls the image grey and in colour.</source>
        <translation>文件头称图像既为灰度又为彩色。</translation>
    </message>
    <message>
        <source>The image has another size than its header says.</source>
        <translation>图像大小与文件头所述不符。</translation>
    </message>
    <message>
        <source>The pixels of the image are missing.</source>
        <translation>缺少图像像素。</translation>
    </message>
    <message>
        <source>The pixels are damaged or do not match their header ({0}).</source>
        <translation>像素已损坏或与文件头不符（{0}）。</translation>
    </message>
    <message>
        <source>The colour table of the image is damaged.</source>
        <translation>图像的颜色表已损坏。</translation>
    </message>
    <message>
        <source>Decoding the image needs more memory than MedView allows.</source>
        <translation>解码此图像所需内存超出 MedView 的限制。</translation>
    </message>
    <message>
        <source>The file has no frame {0}.</source>
        <translation>文件没有第 {0} 帧。</translation>
    </message>
    <message>
        <source>The file promises {0} frames and holds none.</source>
        <translation>文件声明有 {0} 帧，实际一帧也没有。</translation>
    </message>
    <message>
        <source>The file says it holds {0} frames.</source>
        <translation>文件声称含 {0} 帧。</translation>
    </message>
    <message>
        <source>The file is cut off, or lies about its length.</source>
        <translation>文件不完整，或其长度标注有误。</translation>
    </message>
    <message>
        <source>The file does not say how many rows and columns the image has.</source>
        <translation>文件未说明图像的行数和列数。</translation>
    </message>
    <message>
        <source>The image is {0} × {1} pixels, more than MedView opens.</source>
        <translation>图像为 {0} × {1} 像素，超出 MedView 可打开的大小。</translation>
    </message>
    <message>
        <source>The DICOMDIR lists no images.</source>
        <translation>DICOMDIR 中没有列出图像。</translation>
    </message>
    <message>
        <source>Open the folder instead.</source>
        <translation>请改为打开文件夹。</translation>
    </message>
    <message>
        <source>It refers to a file outside its folder ({0}).</source>
        <translation>它引用了所在文件夹之外的文件（{0}）。</translation>
    </message>
    <message>
        <source>The image is cut off: it is left out of its series.</source>
        <translation>图像不完整：未列入其序列。</translation>
    </message>
    <message>
        <source>Correct the table and import it again; nothing was imported.</source>
        <translation>请更正表格后重新导入；未导入任何内容。</translation>
    </message>
    <message>
        <source>line {0}</source>
        <translation>第 {0} 行</translation>
    </message>
    <message>
        <source>lines {0} and {1}</source>
        <translation>第 {0} 行和第 {1} 行</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 处</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; contradicts</source>
        <translation>“{0}”相互矛盾</translation>
    </message>
    <message>
        <source>eye &apos;{0}&apos; is neither left (OS) nor right (OD)</source>
        <translation>眼别“{0}”既不是左眼（OS）也不是右眼（OD）</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no grade from 0 to 4</source>
        <translation>“{0}”不是 0 到 4 的分级</translation>
    </message>
    <message>
        <source>no image is named</source>
        <translation>没有给出图像</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; leads out of the folder of the images</source>
        <translation>“{0}”指向图像文件夹之外</translation>
    </message>
    <message>
        <source>{0} cells where the header has {1}</source>
        <translation>有 {0} 个单元格，而表头有 {1} 个</translation>
    </message>
    <message>
        <source>a cell is longer than {0} characters</source>
        <translation>有单元格超过 {0} 个字符</translation>
    </message>
    <message>
        <source>a cell holds a zero byte</source>
        <translation>有单元格含零字节</translation>
    </message>
    <message>
        <source>{0} holds no rows below its header.</source>
        <translation>{0} 的表头下没有数据行。</translation>
    </message>
    <message>
        <source>The table has no column for the images.</source>
        <translation>表格中没有图像列。</translation>
    </message>
    <message>
        <source>Call it &apos;image&apos; and give one path a line, relative to the table; other columns: label or grade, patient_id, eye, source, findings, outcome, tags.</source>
        <translation>请将该列命名为“image”，每行给出一个相对于表格的路径；其他列：“label”或“grade”、“patient_id”、“eye”、“source”、“findings”、“outcome”、“tags”。</translation>
    </message>
    <message>
        <source>{0} cells look like formulas; they are kept as text and never run.</source>
        <translation>{0} 个单元格像公式；作为文本保留，绝不执行。</translation>
    </message>
    <message>
        <source>{0} lines repeat an image.</source>
        <translation>{0} 行重复了图像。</translation>
    </message>
    <message>
        <source>All images are of one patient: neighbours of the same patient are never shown, and no training can be judged on them.</source>
        <translation>所有图像均来自同一患者：同一患者的近邻从不显示，也无法据此评判训练。</translation>
    </message>
    <message>
        <source>{0} is larger than {1} MB.</source>
        <translation>{0} 超过 {1} MB。</translation>
    </message>
    <message>
        <source>Split the table, or leave out columns MedView does not use.</source>
        <translation>请拆分表格，或删去 MedView 不使用的列。</translation>
    </message>
    <message>
        <source>Split the table.</source>
        <translation>请拆分表格。</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}).</source>
        <translation>无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 为空。</translation>
    </message>
    <message>
        <source>Line {0} of {1} is no readable text.</source>
        <translation>{1} 的第 {0} 行不是可读文本。</translation>
    </message>
    <message>
        <source>Save the table as &apos;CSV UTF-8&apos; and import it again.</source>
        <translation>请将表格另存为“CSV UTF-8”后重新导入。</translation>
    </message>
    <message>
        <source>The table was read as {0}; look at names with accents.</source>
        <translation>表格按 {0} 读取；请核对带重音符号的姓名。</translation>
    </message>
    <message>
        <source>The table has more than {0} lines.</source>
        <translation>表格超过 {0} 行。</translation>
    </message>
    <message>
        <source>Line {0} of the table cannot be read ({1}).</source>
        <translation>无法读取表格的第 {0} 行（{1}）。</translation>
    </message>
    <message>
        <source>Look for a quotation mark that is not closed; nothing was imported.</source>
        <translation>请查找未闭合的引号；未导入任何内容。</translation>
    </message>
    <message>
        <source>{0} is no Excel workbook that can be read.</source>
        <translation>{0} 不是可读取的 Excel 工作簿。</translation>
    </message>
    <message>
        <source>Save it as &apos;CSV UTF-8&apos; under the same name, ending in .csv, and import again.</source>
        <translation>请以同一名称另存为“CSV UTF-8”（扩展名 .csv）后重新导入。</translation>
    </message>
    <message>
        <source>Left out, because the table does not list them: {0}.</source>
        <translation>因表格未列出而略过：{0}。</translation>
    </message>
    <message>
        <source>Lines like these besides: {0}.</source>
        <translation>此外类似的行：{0}。</translation>
    </message>
    <message>
        <source>Line {0}: there is no image &apos;{1}&apos;.</source>
        <translation>第 {0} 行：没有图像“{1}”。</translation>
    </message>
    <message>
        <source>Paths in the table are relative to the table or to the folder imported.</source>
        <translation>表格中的路径相对于表格或所导入的文件夹。</translation>
    </message>
    <message>
        <source>Line {0}: {1} images are called &apos;{2}&apos;; none of them was imported.</source>
        <translation>第 {0} 行：有 {1} 幅图像名为“{2}”；均未导入。</translation>
    </message>
    <message>
        <source>Write the folder of the image into the table too.</source>
        <translation>请在表格中同时写明图像所在的文件夹。</translation>
    </message>
    <message>
        <source>The labels {0} were taken as grades of diabetic retinopathy.</source>
        <translation>{0}的标签已视为糖尿病视网膜病变分级。</translation>
    </message>
    <message>
        <source>in column &apos;{0}&apos;</source>
        <translation>“{0}”列中</translation>
    </message>
    <message>
        <source>of the folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>If they are not, remove these cases from the library, name the labels in words and import again.</source>
        <translation>如果不是，请从图库移除这些病例，用文字命名标签后重新导入。</translation>
    </message>
    <message>
        <source>The same image {0} as &apos;{1}&apos;, here as &apos;{2}&apos;.</source>
        <translation>同一图像{0}标为“{1}”，此处标为“{2}”。</translation>
    </message>
    <message>
        <source>is in the library</source>
        <translation>在图库中</translation>
    </message>
    <message>
        <source>was found before</source>
        <translation>先前</translation>
    </message>
    <message>
        <source>The first label was kept. To change it, remove the case and import it again.</source>
        <translation>保留了第一个标签。如需更改，请移除该病例后重新导入。</translation>
    </message>
    <message>
        <source>{0} is here, but not unpacked.</source>
        <translation>此处有 {0}，但尚未解压。</translation>
    </message>
    <message>
        <source>There is no photograph &apos;{0}&apos;.</source>
        <translation>没有照片“{0}”。</translation>
    </message>
    <message>
        <source>{0} has not the columns {1} has.</source>
        <translation>{0} 缺少 {1} 应有的列。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Download it again; nothing of this table was imported.</source>
        <translation>请重新下载；此表格的内容均未导入。</translation>
    </message>
    <message>
        <source>Line {0}: there is no photograph &apos;{1}&apos;.</source>
        <translation>第 {0} 行：没有照片“{1}”。</translation>
    </message>
    <message>
        <source>Line {0}: the grade is not of the eye that &apos;{1}&apos; names: left out.</source>
        <translation>第 {0} 行：分级不属于“{1}”所指的眼：已略过。</translation>
    </message>
    <message>
        <source>Line {0}: no grade is given for &apos;{1}&apos;.</source>
        <translation>第 {0} 行：“{1}”没有分级。</translation>
    </message>
    <message>
        <source>Left out, because no table of the set lists them: {0} pictures.</source>
        <translation>因数据集的表格均未列出而略过：{0} 张图片。</translation>
    </message>
    <message>
        <source>train.zip.001 and the files beside it are the parts of one archive. Join them (cat train.zip.0* &gt; train.zip, or open the first with 7-Zip), unpack train.zip and trainLabels.csv.zip into this folder, and import it again.</source>
        <translation>“train.zip.001”及同处的文件是同一压缩包的各分卷。请将其合并（“cat train.zip.0* &gt; train.zip”，或用 7-Zip 打开第一个），把“train.zip”和“trainLabels.csv.zip”解压到此文件夹，然后重新导入。</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>正在查找图像</translation>
    </message>
    <message>
        <source>Looking for a known set</source>
        <translation>正在查找已知数据集</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Embedding the images of series</source>
        <translation>正在计算序列各层的特征</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>正在查看图片</translation>
    </message>
    <message>
        <source>Comparing the pictures</source>
        <translation>正在比较图片</translation>
    </message>
    <message>
        <source>Looking for signed cases</source>
        <translation>正在查找已签名的病例</translation>
    </message>
    <message>
        <source>Reading the pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>Left out: {0}: {1}</source>
        <translation>未采用：{0}：{1}</translation>
    </message>
    <message>
        <source>Left out of the evaluation: {0}: {1}</source>
        <translation>未纳入评估：{0}：{1}</translation>
    </message>
    <message>
        <source>There is no earlier model to go back to.</source>
        <translation>没有可退回的先前模型。</translation>
    </message>
    <message>
        <source>Choose one and activate it.</source>
        <translation>请选择一个并启用。</translation>
    </message>
    <message>
        <source>This model ships with MedView and cannot be deleted.</source>
        <translation>此模型随 MedView 提供，不能删除。</translation>
    </message>
    <message>
        <source>It may stay unused.</source>
        <translation>可以不使用它。</translation>
    </message>
    <message>
        <source>This model is in use, or about to be: it cannot be deleted.</source>
        <translation>此模型正在使用或即将使用，不能删除。</translation>
    </message>
    <message>
        <source>Activate another one first.</source>
        <translation>请先启用另一个。</translation>
    </message>
    <message>
        <source>The library is being embedded for another model already.</source>
        <translation>图库正在为另一个模型计算嵌入。</translation>
    </message>
    <message>
        <source>Which model is in use could not be written.</source>
        <translation>无法写入正在使用的模型。</translation>
    </message>
    <message>
        <source>The model could not be deleted ({0}).</source>
        <translation>无法删除模型（{0}）。</translation>
    </message>
    <message>
        <source>Check the rights of {0}.</source>
        <translation>请检查 {0} 的权限。</translation>
    </message>
    <message>
        <source>There is no graded photograph to measure on.</source>
        <translation>没有可用于评估的已分级照片。</translation>
    </message>
    <message>
        <source>Import graded photographs, or sign some that are in the library.</source>
        <translation>请导入已分级的照片，或为图库中的照片签名。</translation>
    </message>
    <message>
        <source>There were too few cases: nothing was calibrated.</source>
        <translation>病例太少：未校准。</translation>
    </message>
    <message>
        <source>Choose more cases.</source>
        <translation>请选择更多病例。</translation>
    </message>
    <message>
        <source>No calibration of this model counts for this site.</source>
        <translation>此模型没有对本机构有效的校准。</translation>
    </message>
    <message>
        <source>Enter your name.</source>
        <translation>请输入您的姓名。</translation>
    </message>
    <message>
        <source>Another model came into use meanwhile: nothing was changed.</source>
        <translation>其间已启用另一个模型：未作更改。</translation>
    </message>
    <message>
        <source>Measure the model in use.</source>
        <translation>请评估使用中的模型。</translation>
    </message>
    <message>
        <source>The run is paused.</source>
        <translation>训练已暂停。</translation>
    </message>
    <message>
        <source>One image alone has no other planes.</source>
        <translation>单幅图像没有其他平面。</translation>
    </message>
    <message>
        <source>Other planes need at least three slices.</source>
        <translation>重建其他平面至少需要三层图像。</translation>
    </message>
    <message>
        <source>The images do not say where they lie in the body: there are no other planes.</source>
        <translation>图像未说明其在体内的位置：无法重建其他平面。</translation>
    </message>
    <message>
        <source>Look at the slices as they are.</source>
        <translation>请直接查看原始层面。</translation>
    </message>
    <message>
        <source>The slices differ in size, units or space.</source>
        <translation>各层的尺寸、单位或坐标系不一致。</translation>
    </message>
    <message>
        <source>The slices differ in direction, pixel size or SUV scale.</source>
        <translation>各层的方向、像素大小或 SUV 换算系数不一致。</translation>
    </message>
    <message>
        <source>Image {0} does not lie where an even stack has it.</source>
        <translation>第 {0} 幅图像不在等间距层序应有的位置。</translation>
    </message>
    <message>
        <source>Pictures in colour have no other planes.</source>
        <translation>彩色图像没有其他平面。</translation>
    </message>
    <message>
        <source>The two series do not name the same space: they may not lie over each other.</source>
        <translation>两个序列的坐标系（参考框架）不同：叠加位置可能不准确。</translation>
    </message>
    <message>
        <source>No SUV: the values are in a unit that SUV cannot be made of.</source>
        <translation>无 SUV：数值单位无法换算为 SUV。</translation>
    </message>
    <message>
        <source>No SUV by body weight: the file holds SUV by another measure.</source>
        <translation>无体重 SUV：文件中的 SUV 按其他方式归一化。</translation>
    </message>
    <message>
        <source>No SUV: the values are counts, and the file does not say their scale.</source>
        <translation>无 SUV：数值为计数，且文件未给出换算系数。</translation>
    </message>
    <message>
        <source>No SUV: the image is not corrected for attenuation and decay.</source>
        <translation>无 SUV：图像未做衰减校正和衰变校正。</translation>
    </message>
    <message>
        <source>No SUV: the patient&apos;s weight is missing.</source>
        <translation>无 SUV：缺少患者体重。</translation>
    </message>
    <message>
        <source>No SUV: the injected dose is missing or not in becquerels.</source>
        <translation>无 SUV：注射剂量缺失或单位不是贝克勒尔。</translation>
    </message>
    <message>
        <source>No SUV: the file does not say to which time the activity is corrected.</source>
        <translation>无 SUV：文件未说明活度校正到哪一时刻。</translation>
    </message>
    <message>
        <source>No SUV: the half-life of the radionuclide is missing.</source>
        <translation>无 SUV：缺少放射性核素的半衰期。</translation>
    </message>
    <message>
        <source>No SUV: the start of the scan is not known.</source>
        <translation>无 SUV：扫描开始时间未知。</translation>
    </message>
    <message>
        <source>No SUV: the time of injection is missing, or does not fit the scan.</source>
        <translation>无 SUV：注射时间缺失或与扫描时间不符。</translation>
    </message>
    <message>
        <source>Nodules are looked for in a CT series.</source>
        <translation>结节只在CT序列中查找。</translation>
    </message>
    <message>
        <source>Choose a chest CT.</source>
        <translation>请选择胸部CT。</translation>
    </message>
    <message>
        <source>No lung is seen in this series.</source>
        <translation>该序列中未见肺。</translation>
    </message>
    <message>
        <source>Choose a series of the chest.</source>
        <translation>请选择胸部序列。</translation>
    </message>
    <message>
        <source>The values of this series are no CT numbers.</source>
        <translation>该序列的数值不是CT值。</translation>
    </message>
    <message>
        <source>Look at the slices yourself.</source>
        <translation>请自行阅片。</translation>
    </message>
    <message>
        <source>No model for &apos;nodule-detection&apos; is installed.</source>
        <translation>未安装用于“nodule-detection”的模型。</translation>
    </message>
    <message>
        <source>The address of the library cannot be read.</source>
        <translation>无法识别图库的地址。</translation>
    </message>
    <message>
        <source>A library on a server needs {0}, which are not installed.</source>
        <translation>使用服务器上的图库需要 {0}，但尚未安装。</translation>
    </message>
    <message>
        <source>The server has PostgreSQL {0}, which is too old.</source>
        <translation>服务器上的 PostgreSQL {0} 版本过旧。</translation>
    </message>
    <message>
        <source>Ask its administrator for PostgreSQL {0} or newer.</source>
        <translation>请联系管理员安装 PostgreSQL {0} 或更新版本。</translation>
    </message>
    <message>
        <source>The database {0} is not in UTF-8.</source>
        <translation>数据库 {0} 不是 UTF-8 编码。</translation>
    </message>
    <message>
        <source>The server has pgvector {0}, which is too old.</source>
        <translation>服务器上的 pgvector {0} 版本过旧。</translation>
    </message>
    <message>
        <source>The server has no pgvector, which searches the embeddings.</source>
        <translation>服务器上没有用于检索特征向量的 pgvector。</translation>
    </message>
    <message>
        <source>The extension pgvector is not enabled in the database {0}.</source>
        <translation>数据库 {0} 中未启用 pgvector 扩展。</translation>
    </message>
    <message>
        <source>A library cannot be at an address that begins with &apos;{0}://&apos;.</source>
        <translation>图库的地址不能以“{0}://”开头。</translation>
    </message>
    <message>
        <source>Give a file, or a database like &apos;{0}&apos;.</source>
        <translation>请给出一个文件，或形如“{0}”的数据库地址。</translation>
    </message>
    <message>
        <source>It looks like &apos;{0}&apos;.</source>
        <translation>地址的形式为“{0}”。</translation>
    </message>
    <message>
        <source>Install them: &apos;{0}&apos;.</source>
        <translation>请安装：“{0}”。</translation>
    </message>
    <message>
        <source>Ask its administrator to make it anew: &apos;createdb --encoding=UTF8&apos;.</source>
        <translation>请联系管理员重新建立：“createdb --encoding=UTF8”。</translation>
    </message>
    <message>
        <source>Ask its administrator for pgvector 0.5 or newer, then: &apos;ALTER EXTENSION vector UPDATE;&apos;</source>
        <translation>请联系管理员安装 pgvector 0.5 或更新版本，然后执行：“ALTER EXTENSION vector UPDATE;”</translation>
    </message>
    <message>
        <source>Ask its administrator to install it (&apos;apt install postgresql-NN-pgvector&apos;).</source>
        <translation>请联系管理员安装（“apt install postgresql-NN-pgvector”）。</translation>
    </message>
    <message>
        <source>Ask its administrator to run there: &apos;CREATE EXTENSION vector;&apos;</source>
        <translation>请管理员在该数据库中执行：“CREATE EXTENSION vector;”</translation>
    </message>
    <message>
        <source>The database {0} holds tables of another program.</source>
        <translation>数据库 {0} 中有其他程序的表。</translation>
    </message>
    <message>
        <source>Ask the administrator for an empty database for MedView.</source>
        <translation>请管理员为 MedView 建立一个空数据库。</translation>
    </message>
    <message>
        <source>The library {0} was written by a newer version of MedView.</source>
        <translation>图库 {0} 由更新版本的 MedView 写入。</translation>
    </message>
    <message>
        <source>Update this one.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>The connection to the library on {0} was lost.</source>
        <translation>与 {0} 上图库的连接已中断。</translation>
    </message>
    <message>
        <source>What was saved before is kept. When the server answers again, look whether your last change is there, and make it again if it is not.</source>
        <translation>此前保存的内容均已保留。服务器恢复后，请查看最后一次更改是否已保存；如未保存，请重新操作。</translation>
    </message>
    <message>
        <source>The server does not let this user write into the library ({0}).</source>
        <translation>服务器不允许此用户写入图库（{0}）。</translation>
    </message>
    <message>
        <source>Ask the administrator for all rights on the database {0}.</source>
        <translation>请联系管理员授予数据库 {0} 的全部权限。</translation>
    </message>
    <message>
        <source>The library on {0} is read-only at the moment.</source>
        <translation>{0} 上的图库目前为只读。</translation>
    </message>
    <message>
        <source>Ask the administrator: it may be a copy of the server.</source>
        <translation>请询问管理员：这可能是服务器的副本。</translation>
    </message>
    <message>
        <source>Another window was writing into the library for too long.</source>
        <translation>另一个窗口写入图库的时间过长。</translation>
    </message>
    <message>
        <source>Another window wrote the same just before.</source>
        <translation>另一个窗口刚刚写入了相同内容。</translation>
    </message>
    <message>
        <source>Look at it, then try again.</source>
        <translation>请查看后再试。</translation>
    </message>
    <message>
        <source>The server {0} of the library cannot be reached ({1}).</source>
        <translation>无法连接图库的服务器 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check the network, then ask the administrator whether the server runs. What was saved before is kept there.</source>
        <translation>请检查网络，再询问管理员服务器是否在运行。此前保存的内容仍在服务器上。</translation>
    </message>
    <message>
        <source>The server {0} does not let this user in ({1}).</source>
        <translation>服务器 {0} 拒绝此用户登录（{1}）。</translation>
    </message>
    <message>
        <source>Check user and password: a password is best kept in &apos;~/.pgpass&apos;.</source>
        <translation>请检查用户名和密码：密码最好保存在 “~/.pgpass” 中。</translation>
    </message>
    <message>
        <source>Leave it out of the address and put it into &apos;~/.pgpass&apos; (see the README).</source>
        <translation>请从地址中去掉密码，并写入 “~/.pgpass”（见 README）。</translation>
    </message>
    <message>
        <source>The server {0} has no database {1}.</source>
        <translation>服务器 {0} 上没有数据库 {1}。</translation>
    </message>
    <message>
        <source>Ask the administrator to make it, or check the address of the library.</source>
        <translation>请管理员建立该数据库，或检查图库的地址。</translation>
    </message>
    <message>
        <source>What arrived of &apos;{0}&apos; is not what was sent.</source>
        <translation>“{0}”到达的内容与发送的内容不一致。</translation>
    </message>
    <message>
        <source>Nothing was kept there, and the library is where it was. Try again.</source>
        <translation>新位置没有保留任何内容，图库仍在原处。请重试。</translation>
    </message>
    <message>
        <source>The library on {0} has no backups here.</source>
        <translation>{0} 上的图库在本机没有备份。</translation>
    </message>
    <message>
        <source>Ask the administrator of the server to restore the database.</source>
        <translation>请服务器管理员恢复该数据库。</translation>
    </message>
    <message>
        <source>A password does not belong into the settings, where it can be read.</source>
        <translation>密码不应写入设置，否则他人可以读到。</translation>
    </message>
    <message>
        <source>{0} is a folder, and a library is a file.</source>
        <translation>{0} 是文件夹，而图库是文件。</translation>
    </message>
    <message>
        <source>Give a file in it, like &apos;library.sqlite&apos;.</source>
        <translation>请给出其中的一个文件，例如“library.sqlite”。</translation>
    </message>
    <message>
        <source>There is a library at the new place already.</source>
        <translation>新位置已有图库。</translation>
    </message>
    <message>
        <source>Give an empty database, or a file that is not there yet.</source>
        <translation>请给出一个空数据库，或尚不存在的文件。</translation>
    </message>
    <message>
        <source>Regions are taken in grey images.</source>
        <translation>只能在灰度图像上选取区域。</translation>
    </message>
    <message>
        <source>Choose a CT, MR or X-ray.</source>
        <translation>请选择 CT、磁共振或 X 线图像。</translation>
    </message>
    <message>
        <source>There is nothing at this place.</source>
        <translation>此处没有图像内容。</translation>
    </message>
    <message>
        <source>Click or draw on the image.</source>
        <translation>请在图像上单击或勾画。</translation>
    </message>
    <message>
        <source>The images of this series are of different sizes.</source>
        <translation>该序列的图像大小不一。</translation>
    </message>
    <message>
        <source>No region was taken here.</source>
        <translation>此处尚未选取区域。</translation>
    </message>
    <message>
        <source>Take a region first.</source>
        <translation>请先选取一个区域。</translation>
    </message>
    <message>
        <source>Export the regions as a table.</source>
        <translation>请将区域导出为表格。</translation>
    </message>
    <message>
        <source>Regions of images with several frames in a file cannot be kept as a segmentation.</source>
        <translation>多帧文件中图像的区域无法存为分割对象。</translation>
    </message>
    <message>
        <source>A segmentation can only refer to DICOM images with an identity.</source>
        <translation>分割对象只能引用带有标识的 DICOM 图像。</translation>
    </message>
    <message>
        <source>The images do not say where they lie in the body: a segmentation has no place.</source>
        <translation>图像未注明在体内的位置：分割对象无从定位。</translation>
    </message>
    <message>
        <source>The images do not say how thick their slices are: a segmentation must name it.</source>
        <translation>图像未注明层厚：分割文件必须写明层厚。</translation>
    </message>
    <message>
        <source>No model for &apos;region-similarity&apos; is installed.</source>
        <translation>未安装用于“相似区域选取”的模型。</translation>
    </message>
    <message>
        <source>It is not known whose images these are: nothing can be searched together.</source>
        <translation>不知道这些图像属于谁：无法一起查找。</translation>
    </message>
    <message>
        <source>No other series of this study is open.</source>
        <translation>没有打开本次检查的其他序列。</translation>
    </message>
    <message>
        <source>A photograph is searched by itself.</source>
        <translation>照片单独查找。</translation>
    </message>
    <message>
        <source>A series is not searched together with itself.</source>
        <translation>序列不能与自身一起查找。</translation>
    </message>
    <message>
        <source>The two series are of different patients.</source>
        <translation>两个序列属于不同的患者。</translation>
    </message>
    <message>
        <source>The two series are of different studies.</source>
        <translation>两个序列属于不同的检查。</translation>
    </message>
    <message>
        <source>The second one is no image: it was drawn or computed from one.</source>
        <translation>第二个不是图像：它是在图像上勾画或由图像计算而来的。</translation>
    </message>
    <message>
        <source>Choose another series of the same study.</source>
        <translation>请选择同一检查的另一序列。</translation>
    </message>
    <message>
        <source>The file needs the name of your site: it tells the receiver who signed it.</source>
        <translation>文件需要本单位名称：接收方据此得知签名者。</translation>
    </message>
    <message>
        <source>Write it in the export window, or give it to the command.</source>
        <translation>请在导出窗口中填写，或在命令中给出。</translation>
    </message>
    <message>
        <source>There is no case to export.</source>
        <translation>没有可导出的病例。</translation>
    </message>
    <message>
        <source>None of the cases can be sent. The first reason: {0}</source>
        <translation>没有可发送的病例。首个原因：{0}</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>未写出文件。</translation>
    </message>
    <message>
        <source>Left out was {0}: the name or number of the patient stands in it.</source>
        <translation>已略去{0}：其中含有患者的姓名或编号。</translation>
    </message>
    <message>
        <source>its body part</source>
        <translation>其检查部位</translation>
    </message>
    <message>
        <source>its camera</source>
        <translation>其相机名称</translation>
    </message>
    <message>
        <source>its label</source>
        <translation>其标签</translation>
    </message>
    <message>
        <source>its outcome</source>
        <translation>其结局</translation>
    </message>
    <message>
        <source>one of its tags</source>
        <translation>其一个标签词</translation>
    </message>
    <message>
        <source>its findings text</source>
        <translation>其影像所见</translation>
    </message>
    <message>
        <source>Change it with Describe, then export again.</source>
        <translation>请用“描述”修改后重新导出。</translation>
    </message>
    <message>
        <source>These are more images than one file may hold.</source>
        <translation>图像数量超出单个文件的上限。</translation>
    </message>
    <message>
        <source>Choose fewer cases.</source>
        <translation>请选择较少的病例。</translation>
    </message>
    <message>
        <source>The file could not be written ({0}).</source>
        <translation>无法写入文件（{0}）。</translation>
    </message>
    <message>
        <source>This is a secondary capture: a name may be part of the image.</source>
        <translation>这是二次采集图像：画面中可能含有姓名。</translation>
    </message>
    <message>
        <source>A name may be part of the image, as is common in ultrasound and endoscopy.</source>
        <translation>画面中可能含有姓名，这在超声和内镜图像中很常见。</translation>
    </message>
    <message>
        <source>Words may be hidden in unused bits of the pixels.</source>
        <translation>像素的未用位中可能隐藏文字。</translation>
    </message>
    <message>
        <source>It was left out. Only images without words drawn into them can be sent.</source>
        <translation>已略去。只能发送画面中没有文字的图像。</translation>
    </message>
    <message>
        <source>The compressed pixels cannot be taken apart.</source>
        <translation>无法拆分压缩的像素数据。</translation>
    </message>
    <message>
        <source>The image is compressed in a way that cannot be cleaned of words.</source>
        <translation>该图像的压缩方式无法清除其中的文字。</translation>
    </message>
    <message>
        <source>Ask for it as JPEG 2000 or uncompressed.</source>
        <translation>请索取 JPEG 2000 或未压缩的版本。</translation>
    </message>
    <message>
        <source>The header cannot be written without the patient&apos;s data.</source>
        <translation>去除患者数据后无法写出文件头。</translation>
    </message>
    <message>
        <source>The compressed image is not a plain JPEG 2000 codestream.</source>
        <translation>压缩图像不是单纯的 JPEG 2000 码流。</translation>
    </message>
    <message>
        <source>The reader sent something that is not a file.</source>
        <translation>读取进程返回的内容不是文件。</translation>
    </message>
    <message>
        <source>This is no file of cases.</source>
        <translation>这不是病例文件。</translation>
    </message>
    <message>
        <source>Files of cases are made by Library &gt; Export cases.</source>
        <translation>病例文件由“图库 &gt; 导出病例”生成。</translation>
    </message>
    <message>
        <source>The end of the file is missing or was changed: it is not taken.</source>
        <translation>文件末尾缺失或被改动：不予接收。</translation>
    </message>
    <message>
        <source>Copy it again; if that does not help, ask the sender for another.</source>
        <translation>请重新复制；若仍无效，请向发送方另索一份。</translation>
    </message>
    <message>
        <source>The file was changed after it was signed: nothing of it is taken.</source>
        <translation>文件在签名后被改动：不接收其中任何内容。</translation>
    </message>
    <message>
        <source>Do not use it. Ask the sender for another copy, by another way.</source>
        <translation>请勿使用。请通过其他途径向发送方另索一份。</translation>
    </message>
    <message>
        <source>The file is not built as a file of cases is.</source>
        <translation>该文件的结构不符合病例文件的要求。</translation>
    </message>
    <message>
        <source>The list of contents in the file is not as it should be: nothing of it is taken.</source>
        <translation>文件中的内容清单不符合要求：不接收其中任何内容。</translation>
    </message>
    <message>
        <source>It may have been made by a newer MedView.</source>
        <translation>它可能由较新版本的 MedView 生成。</translation>
    </message>
    <message>
        <source>The file holds more members than MedView takes.</source>
        <translation>文件所含成员数超出 MedView 可接收的上限。</translation>
    </message>
    <message>
        <source>The file unpacks to more than MedView takes.</source>
        <translation>文件解压后超出 MedView 可接收的大小。</translation>
    </message>
    <message>
        <source>The images could not be kept ({0}).</source>
        <translation>无法保存图像（{0}）。</translation>
    </message>
    <message>
        <source>Free some disk space; then import the file again.</source>
        <translation>请释放磁盘空间，然后重新导入该文件。</translation>
    </message>
    <message>
        <source>The images need {0} MB, and the disk has {1} MB.</source>
        <translation>图像需要 {0} MB，而磁盘仅余 {1} MB。</translation>
    </message>
    <message>
        <source>Free some space on the disk of {0}.</source>
        <translation>请释放 {0} 所在磁盘的空间。</translation>
    </message>
    <message>
        <source>Its images are not those that the file promises.</source>
        <translation>其图像与文件清单不符。</translation>
    </message>
    <message>
        <source>Ask the sender.</source>
        <translation>请询问发送方。</translation>
    </message>
    <message>
        <source>De-identifying</source>
        <translation>正在去标识化</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>正在签名</translation>
    </message>
    <message>
        <source>Checking the signature</source>
        <translation>正在核验签名</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解压</translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation>正在查看图像</translation>
    </message>
    <message>
        <source>The rest was not looked at, and no series is shown: some images may be missing.</source>
        <translation>其余文件未查看，也不显示任何序列：可能缺少部分图像。</translation>
    </message>
    <message>
        <source>Open it again once images can be read.</source>
        <translation>待能够读取图像后请重新打开。</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Only the last layers learn, on small images: do the labels teach anything?</source>
        <translation>只学习末层，使用小图像：看看标签是否有用。</translation>
    </message>
    <message>
        <source>The whole network learns, on images of middle size. Right for most.</source>
        <translation>学习整个网络，使用中等图像。适合大多数情况。</translation>
    </message>
    <message>
        <source>Larger images and more patience: overnight, or with a graphics card.</source>
        <translation>更大的图像、更多的耐心：通宵运行，或使用显卡。</translation>
    </message>
    <message>
        <source>about {n} min, {gb} GB of memory</source>
        <translation>约 {n} 分钟，{gb} GB 内存</translation>
    </message>
    <message>
        <source>about {n} h, {gb} GB of memory</source>
        <translation>约 {n} 小时，{gb} GB 内存</translation>
    </message>
    <message>
        <source>Siamese + contrastive</source>
        <translation>孪生网络 + 对比损失</translation>
    </message>
    <message>
        <source>Triplet</source>
        <translation>三元组</translation>
    </message>
    <message>
        <source>Best known</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>Two images at a time: pull them together when alike, push apart when not</source>
        <translation>每次两幅图像：相似则拉近，不相似则推远</translation>
    </message>
    <message>
        <source>Three images at a time: the like one must be nearer than the other, by a margin</source>
        <translation>每次三幅图像：相似的须比另一幅近出一个间隔</translation>
    </message>
    <message>
        <source>Multi-similarity: all pairs of a batch, the hard ones weigh most</source>
        <translation>多重相似度：使用一批中的所有成对，难的权重最大</translation>
    </message>
</context>
<context>
    <name>regions</name>
    <message>
        <source>empty: take more</source>
        <translation>空：请多取一些</translation>
    </message>
    <message>
        <source>{0} ml in {1} slices</source>
        <translation>{0} ml，共 {1} 层</translation>
    </message>
    <message>
        <source>{0} slices</source>
        <translation>{0} 层</translation>
    </message>
    <message>
        <source>largest {0}</source>
        <translation>最大 {0}</translation>
    </message>
</context>
<context>
    <name>save</name>
    <message>
        <source>{name} exists already. Replace it?</source>
        <translation>{name} 已存在。是否替换？</translation>
    </message>
</context>
<context>
    <name>sets</name>
    <message>
        <source>disease grading, training</source>
        <translation>疾病分级，训练集</translation>
    </message>
    <message>
        <source>disease grading, testing</source>
        <translation>疾病分级，测试集</translation>
    </message>
    <message>
        <source>segmentation, without grades (the lesion masks stay where they are)</source>
        <translation>分割，无分级（病变掩膜保留在原处）</translation>
    </message>
    <message>
        <source>training and validation</source>
        <translation>训练集与验证集</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>评估集</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>with adjudicated grades</source>
        <translation>含裁定分级</translation>
    </message>
    <message>
        <source>pairs of eyes, without grades (they are in messidor_data.csv)</source>
        <translation>双眼配对，无分级（分级在 messidor_data.csv 中）</translation>
    </message>
    <message>
        <source>the rules of the Kaggle competition: research and education, no commercial use</source>
        <translation>Kaggle 竞赛规则：仅限研究与教育，不得商用</translation>
    </message>
    <message>
        <source>research and education only, after registration at adcis.net</source>
        <translation>仅限研究与教育，须在 adcis.net 注册</translation>
    </message>
</context>
<context>
    <name>site</name>
    <message>
        <source>Signed here</source>
        <translation>在此签名的</translation>
    </message>
    <message>
        <source>Labelled in the library</source>
        <translation>图库中已标注的</translation>
    </message>
    <message>
        <source>Both; a signature goes before a label</source>
        <translation>两者；签名优先于标注</translation>
    </message>
    <message>
        <source>The model reads as it came: nobody changed it.</source>
        <translation>模型按原样判读：无人更改。</translation>
    </message>
    <message>
        <source>The model reads as it came: taken back {0} by {1}.</source>
        <translation>模型按原样判读：{1} 于 {0} 撤回。</translation>
    </message>
    <message>
        <source>Calibrated for this site: accepted {0} by {1}.</source>
        <translation>已按本机构校准：{1} 于 {0} 接受。</translation>
    </message>
    <message>
        <source>{0} on your cases</source>
        <translation>{0} 在您的病例上</translation>
    </message>
    <message>
        <source>Calibrated, it refers {found} of 100 referable eyes (as it came: {found_before}), and {alarms} of 100 others (as it came: {alarms_before}).</source>
        <translation>校准后，每 100 只需转诊的眼转诊 {found} 只（原样：{found_before}），每 100 只其他眼转诊 {alarms} 只（原样：{alarms_before}）。</translation>
    </message>
    <message>
        <source>Its probability is no closer to the truth than before: it may well stay as it came.</source>
        <translation>其概率并不比原来更接近事实：保持原样即可。</translation>
    </message>
    <message>
        <source>{images} photographs of {patients} patients, {referable} of them referable.</source>
        <translation>{patients} 位患者的 {images} 张照片，其中 {referable} 张需转诊。</translation>
    </message>
    <message>
        <source>{n} of patients the model learned from</source>
        <translation>{n} 张来自模型学习过的患者</translation>
    </message>
    <message>
        <source>{n} of too low a quality</source>
        <translation>{n} 张质量过低</translation>
    </message>
    <message>
        <source>{n} that could not be read</source>
        <translation>{n} 张无法读取</translation>
    </message>
    <message>
        <source>Left out: {0}.</source>
        <translation>未计入：{0}。</translation>
    </message>
    <message>
        <source>Referable found (sensitivity)</source>
        <translation>找出的需转诊（灵敏度）</translation>
    </message>
    <message>
        <source>Not referable left alone (specificity)</source>
        <translation>不需转诊未转（特异度）</translation>
    </message>
    <message>
        <source>Calibration error of the probability</source>
        <translation>概率的校准误差</translation>
    </message>
    <message>
        <source>Refers from a probability of</source>
        <translation>转诊的概率下限</translation>
    </message>
    <message>
        <source>In brackets: 95 % intervals by patient. The right column is measured on patients the fit did not see.</source>
        <translation>括号内：按患者的 95 % 区间。右列在拟合未见过的患者上测得。</translation>
    </message>
    <message>
        <source>The grade and its agreement (kappa) stay the model&apos;s: only referral is fitted.</source>
        <translation>分级及其一致性 (kappa) 仍是模型的：只拟合转诊。</translation>
    </message>
    <message>
        <source>Grades that were signed with the model&apos;s answer in view agree with it too well.</source>
        <translation>看着模型答案签名的分级会过于与之一致。</translation>
    </message>
    <message>
        <source>Fewer than {0} photographs: the intervals are wide.</source>
        <translation>照片少于 {0} 张：区间较宽。</translation>
    </message>
    <message>
        <source>The week is true only if as many of your patients are referable as of these cases.</source>
        <translation>只有您的患者中需转诊的比例与这些病例相同时，每周的数字才成立。</translation>
    </message>
    <message>
        <source>Agreement on the grade (kappa)</source>
        <translation>分级一致性 (kappa)</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Calibrated for this site</source>
        <translation>按本机构校准</translation>
    </message>
    <message>
        <source>Eyes referred a week</source>
        <translation>每周转诊眼数</translation>
    </message>
    <message>
        <source>of these not referable</source>
        <translation>其中不需转诊</translation>
    </message>
    <message>
        <source>Referable eyes missed a week</source>
        <translation>每周漏掉的需转诊眼</translation>
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
    <name>together</name>
    <message>
        <source>together with {0}, image {1}: same place</source>
        <translation>与 {0} 第 {1} 幅一起：位置相同</translation>
    </message>
    <message>
        <source>together with {0}, image {1}: same place by the accepted alignment</source>
        <translation>与 {0} 第 {1} 幅一起：按已接受的配准，位置相同</translation>
    </message>
    <message>
        <source>together with the middle of {0} (image {1}): they are not aligned</source>
        <translation>与 {0} 的中间层（第 {1} 幅）一起：两者未配准</translation>
    </message>
    <message>
        <source>together with the middle of {0} (image {1}): it does not reach this place</source>
        <translation>与 {0} 的中间层（第 {1} 幅）一起：该序列未覆盖此位置</translation>
    </message>
    <message>
        <source>together with the middle of {0} (image {1}): its slices lie across</source>
        <translation>与 {0} 的中间层（第 {1} 幅）一起：两者层面方向不同</translation>
    </message>
    <message>
        <source>of {0} the whole image, not the region</source>
        <translation>{0} 用整幅图像，而非所标区域</translation>
    </message>
    <message>
        <source>no study has {0}: the other series decides</source>
        <translation>没有检查含 {0}：仅按另一序列排序</translation>
    </message>
    <message>
        <source>no {0}</source>
        <translation>无 {0}</translation>
    </message>
    <message>
        <source>No {0} in this study: it is ranked by the other series alone.</source>
        <translation>此检查没有 {0}：仅按另一序列排序。</translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>Stops training</source>
        <translation>阻止训练</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Waiting to start</source>
        <translation>等待开始</translation>
    </message>
    <message>
        <source>Reading the images</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Testing the new model</source>
        <translation>正在测试新模型</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped early, model kept</source>
        <translation>提前结束，已保留模型</translation>
    </message>
    <message>
        <source>Cancelled, nothing kept</source>
        <translation>已取消，未保留任何内容</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>epoch {n} of {total}</source>
        <translation>第 {n} 轮，共 {total} 轮</translation>
    </message>
    <message>
        <source>One of the nearest {0} is right</source>
        <translation>最近 {0} 例中有一例正确</translation>
    </message>
    <message>
        <source>Right among the nearest {0}</source>
        <translation>最近 {0} 例中正确的比例</translation>
    </message>
    <message>
        <source>Tells {0} from the rest (AUC)</source>
        <translation>区分“{0}”与其余（AUC）</translation>
    </message>
    <message>
        <source>Loss (less is better)</source>
        <translation>损失（越小越好）</translation>
    </message>
    <message>
        <source>Nearest case is right</source>
        <translation>最近病例正确</translation>
    </message>
    <message>
        <source>Order of the nearest (MAP@R)</source>
        <translation>邻近排序（MAP@R）</translation>
    </message>
    <message>
        <source>Right by vote of the nearest</source>
        <translation>邻近投票正确</translation>
    </message>
    <message>
        <source>Agreement (kappa)</source>
        <translation>一致性（kappa）</translation>
    </message>
    <message>
        <source>Agreement of the neighbours alone (kappa)</source>
        <translation>仅邻近病例的一致性（kappa）</translation>
    </message>
    <message>
        <source>Finds referable eyes (AUC)</source>
        <translation>发现需转诊眼（AUC）</translation>
    </message>
    <message>
        <source>Referable eyes found</source>
        <translation>发现的需转诊眼</translation>
    </message>
    <message>
        <source>Other eyes left alone</source>
        <translation>未误报的其他眼</translation>
    </message>
    <message>
        <source>Referable found, 9 of 10 others left alone</source>
        <translation>其他眼 9/10 未误报时发现的需转诊眼</translation>
    </message>
    <message>
        <source>Others left alone, 9 of 10 referable found</source>
        <translation>需转诊眼发现 9/10 时未误报的其他眼</translation>
    </message>
    <message>
        <source>Error of its probabilities (less is better)</source>
        <translation>概率误差（越小越好）</translation>
    </message>
    <message>
        <source>Contrastive (Siamese pairs)</source>
        <translation>对比损失（孪生成对）</translation>
    </message>
    <message>
        <source>Triplet</source>
        <translation>三元组</translation>
    </message>
    <message>
        <source>Multi-similarity</source>
        <translation>多重相似度</translation>
    </message>
    <message>
        <source>Supervised contrastive</source>
        <translation>有监督对比</translation>
    </message>
    <message>
        <source>Proxy anchor</source>
        <translation>代理锚点</translation>
    </message>
    <message>
        <source>ArcFace</source>
        <translation>ArcFace</translation>
    </message>
    <message>
        <source>Triplet that knows the order of grades</source>
        <translation>考虑分级顺序的三元组</translation>
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
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Mahalanobis, learned</source>
        <translation>马氏（学习得到）</translation>
    </message>
    <message>
        <source>All of the batch</source>
        <translation>整批</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Semi-hard</source>
        <translation>半难</translation>
    </message>
    <message>
        <source>Hardest</source>
        <translation>最难</translation>
    </message>
    <message>
        <source>Weighted by distance</source>
        <translation>按距离加权</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>成对</translation>
    </message>
    <message>
        <source>Triplets</source>
        <translation>三元组</translation>
    </message>
    <message>
        <source>A few images of each class</source>
        <translation>每类若干图像</translation>
    </message>
    <message>
        <source>The model in use (goes on from it)</source>
        <translation>在用模型（在其上继续）</translation>
    </message>
    <message>
        <source>EfficientNet-Lite0 (everyday pictures)</source>
        <translation>EfficientNet-Lite0（日常图片）</translation>
    </message>
    <message>
        <source>ResNet-18</source>
        <translation>ResNet-18</translation>
    </message>
    <message>
        <source>Small network, from nothing</source>
        <translation>小型网络，从零开始</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>There is no model in use to compare with: see the figures below.</source>
        <translation>没有可供比较的在用模型：请看下面的指标。</translation>
    </message>
    <message>
        <source>The held-out cases are too few to tell which model is better.</source>
        <translation>测试病例太少，无法判断哪个模型更好。</translation>
    </message>
    <message>
        <source>Order of all near cases (MAP@R, 1 is best): {new}.</source>
        <translation>全部相近病例的排序（MAP@R，1 为最佳）：{new}。</translation>
    </message>
    <message>
        <source>Order of all near cases (MAP@R, 1 is best): {new}, with the model in use {old}.</source>
        <translation>全部相近病例的排序（MAP@R，1 为最佳）：{new}，使用中的模型为 {old}。</translation>
    </message>
    <message>
        <source>Finds {n} more of 100 referable eyes at the same number of false alarms; {chance}.</source>
        <translation>在误报数相同的情况下，每 100 只需转诊眼多发现 {n} 只；{chance}。</translation>
    </message>
    <message>
        <source>Misses {n} more of 100 referable eyes at the same number of false alarms; {chance}.</source>
        <translation>在误报数相同的情况下，每 100 只需转诊眼多漏掉 {n} 只；{chance}。</translation>
    </message>
    <message>
        <source>Finds as many referable eyes at the same number of false alarms; {chance}.</source>
        <translation>在误报数相同的情况下，发现的需转诊眼一样多；{chance}。</translation>
    </message>
    <message>
        <source>For {new} of 100 cases the nearest case is of the same kind, with the model in use for {old}: {n} more; {chance}.</source>
        <translation>每 100 例中有 {new} 例的最相近病例属于同一类，使用中的模型为 {old} 例：多 {n} 例；{chance}。</translation>
    </message>
    <message>
        <source>For {new} of 100 cases the nearest case is of the same kind, with the model in use for {old}: {n} fewer; {chance}.</source>
        <translation>每 100 例中有 {new} 例的最相近病例属于同一类，使用中的模型为 {old} 例：少 {n} 例；{chance}。</translation>
    </message>
    <message>
        <source>For {new} of 100 cases the nearest case is of the same kind, as often as with the model in use: {old}; {chance}.</source>
        <translation>每 100 例中有 {new} 例的最相近病例属于同一类，与使用中的模型（{old} 例）一样多；{chance}。</translation>
    </message>
    <message>
        <source>this could be chance</source>
        <translation>这可能是偶然</translation>
    </message>
    <message>
        <source>this is more than chance</source>
        <translation>这并非偶然</translation>
    </message>
    <message>
        <source>It is not shown to be better than the model in use.</source>
        <translation>未能表明它优于在用模型。</translation>
    </message>
    <message>
        <source>Its grades agree less with the truth than those of the model in use.</source>
        <translation>其分级与实际的一致性低于在用模型。</translation>
    </message>
    <message>
        <source>Fewer than 20 held-out cases of a kind: the figures may be far off.</source>
        <translation>某一类的测试病例少于 20 例：指标可能偏差很大。</translation>
    </message>
    <message>
        <source>The model in use has seen some of these cases: it looks better than it is.</source>
        <translation>在用模型见过其中一些病例：它看起来比实际更好。</translation>
    </message>
    <message>
        <source>No model is in use to compare with.</source>
        <translation>没有可供比较的在用模型。</translation>
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
        <translation>{grade}，模型判断</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>无分级</translation>
    </message>
    <message>
        <source>Only eye photographs are compared with earlier visits.</source>
        <translation>只有眼底照片可与较早就诊比较。</translation>
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
        <source>Not aligned. {0}</source>
        <translation>未配准。{0}</translation>
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
        <source>folder {0}</source>
        <translation>文件夹 {0}</translation>
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
        <source>Neighbour {rank}: {title}</source>
        <translation>近邻 {rank}：{title}</translation>
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
