"""The style sheet as a template; `@name` stands for a colour of the theme."""

STYLESHEET = """
* { outline: none; }
QWidget { color: @text; }
QMainWindow, QDialog, #page { background: @window; }
QToolTip { background: @text; color: @surface; border: 0; padding: 5px 8px; }

QMenuBar { background: @surface; border-bottom: 1px solid @border; padding: 1px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @accent_soft; }
QMenu { background: @surface; border: 1px solid @border; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 5px; }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

#panel { background: @surface; border: 1px solid @border; border-radius: 8px; }
#rail { background: @surface; border: 0; border-right: 1px solid @border; }
#rail QToolButton { border: 0; border-radius: 8px; padding: 7px 2px; color: @quiet;
    min-width: 58px; font-size: 8.5pt; }
#rail QToolButton:hover { background: @raised; color: @text; }
#rail QToolButton:checked { background: @accent_soft; color: @text; font-weight: 600; }
#rail QToolButton:focus { border: 2px solid @accent; padding: 5px 0; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 18pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="section"] { font-size: 8.5pt; font-weight: 600; color: @quiet; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="small"] { color: @quiet; font-size: 8.5pt; }
QLabel[role="gradeNumber"] { font-size: 30pt; font-weight: 700; }
QLabel[role="gradeWords"] { font-size: 17pt; font-weight: 600; }
QLabel[role="picture"]:focus { border: 2px solid @accent; border-radius: 6px; }
QLabel[tone="good"] { color: @good; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="danger"] { color: @danger; }
QFrame[role="card"] { background: @raised; border: 0; border-radius: 8px; }
QFrame[role="chart"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="box"][tone="good"] { background: @good_soft; border: 1px solid @good;
    border-radius: 8px; }
QFrame[role="box"][tone="warning"] { background: @warning_soft; border: 1px solid @warning;
    border-radius: 8px; }
QFrame[role="box"][tone="danger"] { background: @danger_soft; border: 1px solid @danger;
    border-radius: 8px; }
QFrame[role="box"][tone="plain"] { background: @raised; border: 1px solid @border;
    border-radius: 8px; }
QFrame[role="line"] { background: @border; border: 0; max-height: 1px; min-height: 1px; }

QPushButton { background: @surface; border: 1px solid @strong_border; border-radius: 6px;
    padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: @raised; }
QPushButton:pressed { background: @accent_soft; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton:disabled { color: @faint; border-color: @border; background: @window; }
QPushButton:checked { background: @accent_soft; border: 2px solid @accent; padding: 5px 13px;
    font-weight: 600; }
QPushButton[kind="legend"], QPushButton[kind="legend"]:checked { padding: 2px 7px;
    font-size: 8.5pt; font-weight: 400; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; padding: 5px 13px; }
QPushButton[kind="primary"]:disabled { background: @raised; color: @faint; border-color: @border; }
QPushButton[kind="danger"] { color: @danger; border-color: @danger; }
QPushButton[kind="danger"]:disabled { color: @faint; border-color: @border; }
QPushButton[kind="key"] { padding: 5px 2px; min-width: 30px; font-weight: 600; }
QPushButton[kind="key"]:focus { padding: 4px 1px; }
QPushButton[kind="key"]:checked { padding: 4px 1px; }
QPushButton[kind="link"] { border: 1px solid transparent; background: transparent; color: @accent;
    padding: 3px 6px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @accent; }
QPushButton[kind="heading"] { border: 1px solid transparent; background: transparent;
    padding: 3px 4px 3px 0; text-align: left; font-size: 11pt; font-weight: 600; }
QPushButton[kind="heading"]:hover { color: @accent; }
QPushButton[kind="heading"]:focus { border: 1px solid @accent; }
QPushButton[kind="big"] { text-align: left; padding: 12px 18px; font-size: 11pt;
    border-radius: 8px; }
QPushButton[kind="big"]:focus { padding: 11px 17px; }
QPushButton[kind="bigPrimary"] { text-align: left; padding: 12px 18px; font-size: 11pt;
    border-radius: 8px; background: @accent; color: @on_accent; border: 1px solid @accent;
    font-weight: 600; }
QPushButton[kind="bigPrimary"]:hover { background: @accent_hover; }
QPushButton[kind="bigPrimary"]:focus { border: 2px solid @text; padding: 11px 17px; }

QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px 8px;
    background: transparent; }
QToolButton:hover { background: @raised; }
QToolButton:pressed, QToolButton:checked { background: @accent_soft; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @faint; }
QToolBar[density="tight"] QToolButton { padding: 5px 6px; }
QToolBar[density="tight"] { spacing: 0; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextBrowser, QSpinBox, QDateEdit, QComboBox { background: @surface;
    border: 1px solid @strong_border; border-radius: 6px; padding: 5px 8px; min-height: 18px;
    selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QSpinBox:focus,
QDateEdit:focus, QComboBox:focus {
    border: 2px solid @accent; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: @faint; border-color: @border; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLineEdit { placeholder-text-color: @quiet; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
    image: url(@icons/chevron-down-@name.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 20px; background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @raised; }
QSpinBox::up-arrow { image: url(@icons/chevron-up-@name.svg); width: 11px; height: 11px; }
QSpinBox::down-arrow { image: url(@icons/chevron-down-@name.svg); width: 11px; height: 11px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; padding: 4px;
    selection-background-color: @accent_soft; selection-color: @text; }
QRadioButton, QCheckBox { spacing: 8px; padding: 3px; border: 1px solid transparent;
    border-radius: 5px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @strong_border;
    border-radius: 8px; background: @surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid @accent; }
QCheckBox::indicator:unchecked { width: 12px; height: 12px; border: 1px solid @quiet;
    border-radius: 3px; }

QListView, QTreeView, QTableView, QListWidget { background: @surface; border: 1px solid @border;
    border-radius: 8px; selection-background-color: @accent_soft; selection-color: @text; }
QListView:focus, QTableView:focus, QListWidget:focus { border: 2px solid @accent; }
QListView[flat="true"], QListView[flat="true"]:focus { border: 0; border-radius: 0;
    background: @surface; }
QListWidget::item { padding: 7px 10px; border-radius: 5px; }
QListWidget::item:selected { background: @accent_soft; color: @text; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @quiet; border: 0; padding: 6px 4px;
    border-bottom: 1px solid @border; font-weight: 600; font-size: 8.5pt; }
QTableView::item { padding: 2px 4px; border-bottom: 1px solid @raised; }
QTableView::item:selected { background: @accent_soft; color: @text; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 1px; }
QScrollBar::handle:vertical { background: @faint; border-radius: 3px; min-height: 28px;
    margin: 0 1px; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 1px; }
QScrollBar::handle:horizontal { background: @faint; border-radius: 3px; min-width: 28px;
    margin: 1px 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @accent_soft; }
QSplitter::handle:horizontal { width: 7px; }
QSplitter::handle:vertical { height: 7px; }

QProgressBar { background: @raised; border: 0; border-radius: 4px; max-height: 8px;
    min-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QTabWidget::pane { border: 1px solid @border; border-radius: 8px; background: @surface; top: -1px; }
QTabBar::tab { padding: 7px 14px; color: @quiet; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { background: @accent_soft; }
QTextBrowser[flat="true"] { border: 0; background: @surface; padding: 8px; }

#footer { background: @surface; border-top: 1px solid @border; }
#activity { background: @surface; border-top: 1px solid @border; }
#dropHint { background: @accent_soft; border: 3px dashed @accent; border-radius: 12px; }
#viewerGround { background: @canvas; border-radius: 8px; }
"""
