import { Handle, type NodeProps, Position } from "@xyflow/react";
import { CircleAlert, CircleHelp, Hourglass, RotateCcw, TriangleAlert } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { t } from "../../app/i18n";
import { StateIcon } from "../../components/StateBadge";
import { known, label } from "../../model/states";
import type { EditorNode } from "../model/types";
import type { CardData, CardNode } from "./flow";
import { iconOf, tintOf } from "./icons";
import { type CardMark, useCardMark } from "./marks";
import { RunTime } from "./RunTime";
import type { NodeRunState, Problem } from "./runState";

interface Drawn extends CardData {
  mark: CardMark;
}

/** A node's card. Drawn a thousand times, so it is plain elements, styled by canvas.css. */
export const PieceCard = memo(function PieceCard({ id, data, selected }: NodeProps<CardNode>) {
  const { node, piece } = data;
  const mark = useCardMark(id);
  const tint = tintOf(piece);
  return (
    <div
      className={`piece-card ${selected ? "selected" : ""} ${piece ? "" : "unknown"} ${classesOf(mark)}`}
      data-node={id}
      id={`canvas-item-${id}`}
      style={tint ? ({ "--tint": tint } as CSSProperties) : undefined}
      title={mark.far ? node.name : undefined}
    >
      {mark.far ? <Far {...data} mark={mark} /> : <Near {...data} mark={mark} />}
    </div>
  );
});

/** The classes that say how a card stands at the moment. */
function classesOf(mark: CardMark): string {
  const { current, far, origin, problems, run, verdict } = mark;
  return [
    mark.far ? (hasPorts(mark) ? "far open" : "far") : "",
    current ? "current" : "",
    verdict ? `target ${verdict.kind}` : "",
    origin ? "origin" : "",
    run ? `state-${known(run.state)}` : "",
    far && problems?.length ? (isMild(problems) ? "doubtful" : "faulty") : "",
  ].join(" ");
}

function Near({ node, piece, vertical, mark }: Drawn) {
  const Icon = piece ? iconOf(piece) : CircleHelp;
  const { problems, run, verdict } = mark;
  return (
    <>
      <span className="card-icon">
        <Icon aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <span className="card-text">
        <span className="card-name">{node.name}</span>
        <span className="card-piece">
          {piece?.label ?? t("editor.canvas.missingPiece", { name: node.piece.name })}
        </span>
      </span>
      <Badges node={node} />
      {problems?.length ? <Problems problems={problems} /> : null}
      {run ? <RunState run={run} /> : null}
      <Ports vertical={vertical} words={verdict?.words} />
    </>
  );
}

/** From afar only a name, and ports where the pointer or the keys are: nobody could tell the rest. */
function Far({ node, vertical, mark }: Drawn) {
  return (
    <>
      {node.name}
      {hasPorts(mark) ? <Ports vertical={vertical} words={mark.verdict?.words} /> : null}
    </>
  );
}

function hasPorts({ current, hovered, origin }: CardMark): boolean {
  return hovered || current || origin;
}

/** Where connections start and end, and what one would mean here. */
function Ports({ vertical, words }: { vertical: boolean; words: string | undefined }) {
  return (
    <>
      <Handle className="port" position={vertical ? Position.Top : Position.Left} type="target" />
      {words === undefined ? null : <span className="card-verdict">{words}</span>}
      <Handle
        className="port"
        position={vertical ? Position.Bottom : Position.Right}
        title={words}
        type="source"
      />
    </>
  );
}

function Badges({ node }: { node: EditorNode }) {
  if (node.retries === 0 && node.timeout_seconds === null) return null;
  return (
    <span className="card-badges">
      {node.retries > 0 ? (
        <span className="card-badge" title={t("editor.canvas.retries", { count: node.retries })}>
          <RotateCcw aria-hidden size={11} />
          {node.retries}
        </span>
      ) : null}
      {node.timeout_seconds === null ? null : (
        <span className="card-badge" title={t("editor.canvas.timeout", { count: node.timeout_seconds })}>
          <Hourglass aria-hidden size={11} />
        </span>
      )}
    </span>
  );
}

function isMild(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity === "warning");
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const mild = isMild(problems);
  return (
    <span
      className={mild ? "card-problems mild" : "card-problems"}
      title={problems.map(({ reason }) => reason).join("\n")}
    >
      {mild ? <TriangleAlert aria-hidden size={12} /> : <CircleAlert aria-hidden size={12} />}
      {t("editor.canvas.problems", { count: problems.length })}
    </span>
  );
}

function RunState({ run }: { run: NodeRunState }) {
  return (
    <span className={`card-state state-${known(run.state)}`} data-state={run.state ?? "none"}>
      <StateIcon state={run.state} />
      <span className="card-state-word">{label(run.state)}</span>
      <RunTime run={run} />
    </span>
  );
}
