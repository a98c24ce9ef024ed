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
        <source>The model's head</source>
        <translation>模型分级头</translation>
    </message>
    <message>
        <source>The neighbours' vote</source>
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
        <source>Referred: the probability is above the model's referral threshold.</source>
        <translation>建议转诊：概率高于模型的转诊阈值。</translation>
    </message>
    <message>
        <source>Both say the same.</source>
        <translation>两者一致。</translation>
    </message>
    <message numerus="yes">
        <source>They differ by %n grade(s).</source>
        <translation><numerusform>两者相差 %n 级。</numerusform></translation>
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
    <name>Footer</name>
    <message>
        <source>Signed {grade} for {name}</source>
        <translation>已为 {name} 签署 {grade}</translation>
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
        <translation><numerusform>正在对 %n 张照片分级</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) have a grade.</source>
        <translation><numerusform>%n 张照片已有分级。</numerusform></translation>
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
        <translation><numerusform>新增 %n 个病例</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation><numerusform>%n 个重复</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation><numerusform>跳过 %n 个</numerusform></translation>
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
        <translation><numerusform>%n 个病例</numerusform></translation>
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
        <translation><numerusform>从图库移除 %n 个病例？</numerusform></translation>
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
        <translation><numerusform>已从图库移除 %n 个病例</numerusform></translation>
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
        <source>&amp;Grade all open photographs</source>
        <translation>对所有已打开的照片分级(&amp;G)</translation>
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
        <source>&amp;Next case</source>
        <translation>下一个病例(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous case</source>
        <translation>上一个病例(&amp;P)</translation>
    </message>
    <message>
        <source>Find si&amp;milar</source>
        <translation>查找相似(&amp;M)</translation>
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
        <translation><numerusform>已打开 %n 个病例</numerusform></translation>
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
        <translation><numerusform>%n 个文件未打开</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not imported</source>
        <translation><numerusform>%n 个文件未导入</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were not graded</source>
        <translation><numerusform>%n 个文件未分级</numerusform></translation>
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
        <source>{model} had shown {grade}</source>
        <translation>{model} 曾显示 {grade}</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>备注：{0}</translation>
    </message>
    <message numerus="yes">
        <source>Signed %n time(s); all are kept.</source>
        <translation><numerusform>已签名 %n 次；全部保留。</numerusform></translation>
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
        <source>The patient's name holds characters that cannot be shown: compare the patient ID.</source>
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
        <source>Text, perhaps the patient's name, is part of the image.</source>
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
        <source>The setting '{0}' made no sense and was reset.</source>
        <translation>设置“{0}”无效，已恢复默认。</translation>
    </message>
    <message>
        <source>The damaged settings could not be set aside.</source>
        <translation>无法另存损坏的设置。</translation>
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
</TS>
