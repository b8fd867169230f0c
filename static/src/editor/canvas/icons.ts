import {
  ArrowUpDown,
  Banknote,
  BookOpen,
  Bot,
  Braces,
  CalendarDays,
  ChartColumn,
  Clock,
  CloudSun,
  CloudUpload,
  CodeXml,
  Database,
  Download,
  FileText,
  Film,
  Filter,
  FlaskConical,
  FolderOpen,
  GitBranch,
  Globe,
  Image,
  KeyRound,
  Languages,
  type LucideIcon,
  Mail,
  MapPin,
  Merge,
  MessageSquare,
  Music,
  Puzzle,
  Repeat,
  Scissors,
  ScrollText,
  Search,
  Settings,
  Sigma,
  Split,
  Table2,
  Terminal,
  TrendingUp,
  Users,
} from "lucide-react";
import type { Piece } from "../model/types";

/** Words in an icon's name, in the order they are tried, and what stands for them: no icon comes from the network. */
const BY_WORD: [RegExp, LucideIcon][] = [
  [/filter|funnel/, Filter],
  [/sigma|aggregat|calculat|\bsum\b|math|abacus/, Sigma],
  [/trend|stock|forecast|timeline/, TrendingUp],
  [/chart|graph|plot|\bbar\b|\bpie\b|histogram|poll/, ChartColumn],
  [/\bjoin\b|merge/, Merge],
  [/\bsort\b|order/, ArrowUpDown],
  [/table|csv|excel|spreadsheet|grid|column|row/, Table2],
  [/robot|openai|gpt|brain|agent|\bai\b|llm|chat-processing/, Bot],
  [/python|code|script|function|lambda/, CodeXml],
  [/console|terminal|bash|shell|command/, Terminal],
  [/database|sql|storage|warehouse/, Database],
  [/mail|email|smtp/, Mail],
  [/message|slack|chat|discord|telegram|twitter|comment/, MessageSquare],
  [/log|scroll|note|print/, ScrollText],
  [/image|picture|photo|camera|paint/, Image],
  [/video|film|movie|youtube/, Film],
  [/audio|music|sound|voice|speech|microphone/, Music],
  [/translat|language/, Languages],
  [/weather|sun|rain/, CloudSun],
  [/upload|s3|aws|cloud|bucket/, CloudUpload],
  [/download|fetch|import/, Download],
  [/api|http|web|globe|earth|internet|link|url/, Globe],
  [/map|geo|location|place/, MapPin],
  [/calendar|date/, CalendarDays],
  [/clock|time|sleep|wait|timer/, Clock],
  [/lock|key|secret|password|shield/, KeyRound],
  [/money|cash|bank|finance|dollar|currency/, Banknote],
  [/branch|git|merge/, GitBranch],
  [/split|fork|call-split/, Split],
  [/repeat|loop|sync|refresh|transform|swap/, Repeat],
  [/cut|crop|scissors|trim/, Scissors],
  [/search|find|magnify/, Search],
  [/json|braces|xml|yaml/, Braces],
  [/folder|directory/, FolderOpen],
  [/book|pdf|read|document/, BookOpen],
  [/file|text/, FileText],
  [/flask|test|experiment|chemical|molecule|science|beaker/, FlaskConical],
  [/user|people|account|customer/, Users],
  [/cog|gear|setting|process|train|model/, Settings],
];

const known = new Map<string, LucideIcon>();

function find(words: string): LucideIcon {
  return BY_WORD.find(([word]) => word.test(words))?.[1] ?? Puzzle;
}

function chosen(words: string): LucideIcon {
  const before = known.get(words);
  if (before) return before;
  const icon = find(words);
  known.set(words, icon);
  return icon;
}

/** The icon of a Piece: its author's choice as near as ours come, else by its name and tags. */
export function iconOf(piece: Pick<Piece, "name" | "style" | "tags"> | null | undefined): LucideIcon {
  if (!piece) return Puzzle;
  const name = piece.style["icon_class_name"] ?? piece.style["icon"];
  if (typeof name === "string" && name !== "") {
    const icon = chosen(name.replace(/^[\w-]+:/, "").toLowerCase());
    if (icon !== Puzzle) return icon;
  }
  return chosen([piece.name.replace(/Piece$/, ""), ...piece.tags].join(" ").toLowerCase());
}

/** The colour a Piece's author gave its card, if it is one that CSS can't take for anything else. */
export function tintOf(piece: Pick<Piece, "style"> | null | undefined): string | null {
  const style = piece?.style["node_style"];
  if (typeof style !== "object" || style === null || !("backgroundColor" in style)) return null;
  const color = style.backgroundColor;
  return typeof color === "string" && /^#[0-9a-f]{3,8}$/i.test(color) ? color : null;
}
