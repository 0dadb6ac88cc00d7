/** What is said to dictation in English, as patterns over whole utterances: lower case, no punctuation. */
import type { Phrasing } from './phrases.ts'

const unit = '(?<unit>word|sentence|paragraph|line)'
const which = '(?:the |this |my )?(?:last |previous |current |whole )?'
const several = '(?<unit>words|sentences|paragraphs|lines)'
const count = '(?<count>two|three|four|five|six|seven|eight|nine|ten|\\d+|twenty|fifteen|twelve|eleven)'
const polite = '(?:please )?'

/** `{that}`: the unit itself. Slots: `old`, `new`, `text`, `first`, `final`, `unit`, `title`, `word`. */
export const englishPhrases: readonly Phrasing[] = [
  ['back:select', `(?:select|highlight|mark) (?:the )?(?:last|previous) ${count} ${several}`],
  ['back:delete', `(?:delete|erase|remove|scratch) (?:the )?(?:last|previous) ${count} ${several}`],
  ['first:select', `(?:select|highlight|mark) (?:the )?first ${unit}`],
  ['first:delete', `(?:delete|erase|remove) (?:the )?first ${unit}`],
  ['next:select', `(?:select|highlight|mark) (?:the )?(?:next|following) ${unit}`],
  ['next:delete', `(?:delete|erase|remove) (?:the )?(?:next|following) ${unit}`],
  ['unitCase:capital', `(?:capitalise|capitalize|cap) ${which}${unit}`],
  [
    'unitCase:upper',
    `(?:all caps|uppercase|upper case) ${which}${unit}|make ${which}(?<unit2>word|sentence|paragraph|line) (?:all caps|uppercase|upper case)`,
  ],
  [
    'unitCase:lower',
    `(?:no caps|lowercase|lower case) ${which}${unit}|make ${which}(?<unit2>word|sentence|paragraph|line) (?:lowercase|lower case)`,
  ],
  ['insert:end', `(?:insert|add|write|put) (?<new>.+?) at the (?:very )?end`],
  ['insert:start', `(?:insert|add|write|put) (?<new>.+?) at the (?:very )?(?:beginning|start)`],
  ['scratch_that', `(?:scratch|strike) (?:that|it|this)|scratch that last bit`],
  ['undo', `undo|undo (?:that|it|this|last|the last change|last change|again)`],
  ['redo', `redo|redo (?:that|it|this|last|the last change|again)`],
  [
    'delete_text:all',
    `(?:delete|erase|clear|remove) (?:everything|all|all of it|all the text|all text|the whole text|it all|the entire text)`,
  ],
  [
    'delete_text:that',
    `(?:delete|erase) (?:that|it|this)|(?:delete|erase|remove|clear) (?:that|the selection|selection|selected text|the selected text)`,
  ],
  ['delete_text', `(?:delete|erase|remove) ${which}${unit}`],
  [
    'select_text:all',
    `select (?:everything|all|all of it|all the text|all text|the whole text|the entire text|it all)|highlight everything`,
  ],
  ['select_text:that', `(?:select|highlight) (?:that|it|this)`],
  ['select_text', `(?:select|highlight|mark) ${which}${unit}`],
  [
    'deselect',
    `(?:deselect|unselect)(?: that| all| everything| it)?|clear (?:the )?selection|select nothing`,
  ],
  ['change_case:capital', `(?:capitalise|capitalize|cap|initial caps?) (?:that|it|this)`],
  [
    'change_case:upper',
    `(?:all caps|all capitals|uppercase|upper case) (?:that|it|this)|(?:make|put|change|turn) (?:that|it|this) (?:to |in |into )?(?:all caps|all capitals|uppercase|upper case|capitals|capital letters)`,
  ],
  [
    'change_case:lower',
    `(?:no caps|lowercase|lower case|uncapitalise|uncapitalize) (?:that|it|this)|(?:make|put|change|turn) (?:that|it|this) (?:to |in |into )?(?:lowercase|lower case|small letters|no caps)`,
  ],
  [
    'change_case:title',
    `title case (?:that|it|this)|(?:make|put|change|turn) (?:that|it|this) (?:to |in |into )?(?:a )?title(?: case)?`,
  ],
  [
    'correct_that',
    `correct (?:that|it|this)|show (?:me )?(?:the )?alternatives|what else could (?:that|it) be`,
  ],
  [
    'read_back:all',
    `read (?:me )?(?:back )?(?:everything|it all|all of it|the whole (?:thing|text|draft)|all|the draft)(?: back)?(?: to me)?`,
  ],
  ['read_back', `read (?:me )?(?:back )?${which}${unit}(?: back)?(?: to me)?(?: again)?`],
  [
    'read_back:that',
    `read that|read (?:that|it|this) (?:back|again|out|aloud|to me|back to me|out loud)|read back|read that to me again`,
  ],
  ['new_draft', `(?:start |create |open |make |begin )?(?:a )?new (?:draft|note|document)`],
  [
    'new_draft:title',
    `(?:start |create |open |make |begin )?(?:a )?new (?:draft|note|document) (?:called|named|titled|with the title) (?<title>.+)`,
  ],
  [
    'stop_dictation',
    `(?:stop|end|finish|quit|exit|close|leave|turn off|switch off) (?:the )?(?:dictation|dictating|dictation mode)|dictation off|command mode|switch to command mode|i'm done dictating|that's all stop dictation`,
  ],
  [
    'stop_listening',
    `stop listening|(?:microphone|mic) off|(?:turn|switch) off (?:the |my )?(?:microphone|mic)|(?:turn|switch) (?:the |my )?(?:microphone|mic) off|close (?:the |my )?(?:microphone|mic)|mute (?:the |my )?(?:microphone|mic)`,
  ],
  [
    'copy_draft',
    `copy (?:the |this |my )?(?:draft|text|everything|note|document|all|whole draft)|copy all (?:the )?text|copy (?:it )?all|copy everything`,
  ],
  [
    'export_draft:docx',
    `(?:export|save) (?:the |this |my )?(?:draft|note|document|it|text) (?:as|to) (?:a )?(?:word|docx|microsoft word)(?: document| file)?`,
  ],
  [
    'export_draft:md',
    `(?:export|save) (?:the |this |my )?(?:draft|note|document|it|text) (?:as|to) (?:a )?(?:markdown)(?: document| file)?`,
  ],
  [
    'export_draft:txt',
    `(?:export|save) (?:the |this |my )?(?:draft|note|document|it|text) (?:as|to) (?:a )?(?:plain )?text(?: document| file)?`,
  ],
  ['export_draft', `export (?:the |this |my )?(?:draft|note|document)`],
  [
    'list_drafts',
    `(?:list|show)(?: me)? (?:all )?(?:my |the )?(?:drafts|notes)|what drafts (?:do i have|are there)`,
  ],
  ['dictation_history', `(?:show |open )?(?:me )?(?:the |my )?dictation history`],
  ['teach_word', `(?:teach|learn|remember) (?:that|this|the|a)(?: new)? word`],
  [
    'teach_word:word',
    `(?:teach|learn|remember) the word (?<word>.+)|add (?<word2>.+) to (?:the |my )?(?:dictionary|vocabulary)`,
  ],
  [
    'what_can_i_say',
    `what can i say|what can i say here|which commands are there|show (?:me )?(?:the )?commands`,
  ],
  [
    'caret:end',
    `(?:go|move|jump)(?: the (?:cursor|caret))? to (?:the )?(?:very )?(?:end|bottom)(?: of (?:the |my |this )?(?:document|text|draft|note|file|page))?|(?:move|put|set) the (?:cursor|caret) (?:to|at) the end`,
  ],
  [
    'caret:start',
    `(?:go|move|jump)(?: the (?:cursor|caret))? to (?:the )?(?:very )?(?:beginning|start|top)(?: of (?:the |my |this )?(?:document|text|draft|note|file|page))?|(?:move|put|set) the (?:cursor|caret) (?:to|at) the (?:beginning|start)`,
  ],
  ['caret:unitEnd', `(?:go|move|jump) to (?:the )?end of (?:the |this )?${unit}`],
  ['caret:unitStart', `(?:go|move|jump) to (?:the )?(?:beginning|start) of (?:the |this )?${unit}`],
  [
    'caret:after',
    `(?:insert|go|move|jump|continue)(?: to)? (?:after|behind) (?<text>.+)|(?:put|set|place|move) the (?:cursor|caret) (?:after|behind) (?<text2>.+)`,
  ],
  [
    'caret:before',
    `(?:insert|go|move|jump)(?: to)? before (?<text>.+)|(?:put|set|place|move) the (?:cursor|caret) before (?<text2>.+)`,
  ],
  ['insert:after', `(?:insert|add|write|put) (?<new>.+?) (?:after|behind) (?<text>.+)`],
  ['insert:before', `(?:insert|add|write|put) (?<new>.+?) before (?<text>.+)`],
  ['replace_text:that', `(?:replace|change) (?:that|it|this|the selection) (?:with|by|to|into) (?<new>.+)`],
  [
    'replace_text',
    `(?:replace) (?:the words? |the phrase )?(?<old>.+?) (?:with|by) (?<new>.+)|(?:change|correct|fix) (?:the words? |the phrase )?(?<old2>.+?) (?:to|into) (?<new2>.+)|substitute (?<new3>.+?) for (?<old3>.+)`,
  ],
  [
    'select_text:range',
    `(?:select|highlight|mark) (?:from )?(?<first>.+?) (?:to|through|until|till) (?<final>.+)`,
  ],
  ['select_text:text', `(?:select|highlight|mark) (?:the words? )?(?<text>.+)`],
  ['delete_text:text', `(?:delete|erase|remove) (?:the words? )?(?<text>.+)`],
  ['change_case:capital:text', `(?:capitalise|capitalize) (?:the words? )?(?<text>.+)`],
  [
    'change_case:upper:text',
    `(?:make|put|change|turn) (?<text>.+?) (?:to |in |into )?(?:all caps|all capitals|uppercase|upper case|capitals|capital letters)`,
  ],
  [
    'change_case:lower:text',
    `(?:make|put|change|turn) (?<text>.+?) (?:to |in |into )?(?:lowercase|lower case|small letters)`,
  ],
  ['correct_that:text', `correct (?:the words? )?(?<text>.+)`],
].map(([id, pattern]) => [id ?? '', new RegExp(`^${polite}(?:${pattern})(?: please)?$`, 'd')] as const)
