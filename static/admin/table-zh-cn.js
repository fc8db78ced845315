// The table editor (Handsontable) ships with English only; hub.blocks.TABLE_OPTIONS asks for this language.
(() => {
  if (!window.Handsontable) return;
  const key = Handsontable.languages.dictionaryKeys;
  Handsontable.languages.registerLanguageDictionary("zh-CN", {
    languageCode: "zh-CN",
    [key.CONTEXTMENU_ITEMS_ROW_ABOVE]: "在上方插入行",
    [key.CONTEXTMENU_ITEMS_ROW_BELOW]: "在下方插入行",
    [key.CONTEXTMENU_ITEMS_INSERT_LEFT]: "在左侧插入列",
    [key.CONTEXTMENU_ITEMS_INSERT_RIGHT]: "在右侧插入列",
    [key.CONTEXTMENU_ITEMS_REMOVE_ROW]: ["删除行", "删除所选行"],
    [key.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: ["删除列", "删除所选列"],
    [key.CONTEXTMENU_ITEMS_UNDO]: "撤销",
    [key.CONTEXTMENU_ITEMS_REDO]: "重做",
    [key.CONTEXTMENU_ITEMS_CLEAR_COLUMN]: "清空列",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT]: "对齐",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_LEFT]: "左对齐",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_CENTER]: "居中",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_RIGHT]: "右对齐",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_JUSTIFY]: "两端对齐",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_TOP]: "靠上",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_MIDDLE]: "垂直居中",
    [key.CONTEXTMENU_ITEMS_ALIGNMENT_BOTTOM]: "靠下",
    [key.CONTEXTMENU_ITEMS_MERGE_CELLS]: "合并单元格",
    [key.CONTEXTMENU_ITEMS_UNMERGE_CELLS]: "拆分单元格",
    [key.CONTEXTMENU_ITEMS_COPY]: "复制",
    [key.CONTEXTMENU_ITEMS_CUT]: "剪切",
  });
})();
