import { type EdgeProps, getBezierPath } from "@xyflow/react";
import { type MouseEvent, memo } from "react";
import { t } from "../../app/i18n";
import type { FlowEdge } from "./flow";
import { useLineMark } from "./marks";
import { useOperations } from "./OperationsContext";
import { CURVATURE } from "./tinyLines";

/** How wide a line is to the pointer, in the canvas's pixels. */
const REACH = 22;

/**
 * A line between two cards. Where the pointer is over it, a + puts a Piece into it.
 *
 * Drawn a thousand times, so it is two elements: what is seen, and what the pointer meets.
 */
export const Connection = memo(function Connection(props: EdgeProps<FlowEdge>) {
  const { source, target, selected, data } = props;
  const { far, hovered, over, readOnly, state } = useLineMark(source, target);
  const [path, x, y] = getBezierPath({ ...props, curvature: CURVATURE });
  const only = data?.edges.length === 1 ? data.edges[0] : undefined;
  const classes = [
    "react-flow__edge-path flow-line",
    data?.orderOnly ? "order-only" : "",
    over ? "over" : "",
    selected ? "selected" : "",
    state ? `state-${state}` : "",
  ];
  return (
    <>
      <path className={classes.filter(Boolean).join(" ")} d={path} fill="none" />
      <path
        className="react-flow__edge-interaction"
        d={path}
        fill="none"
        strokeOpacity={0}
        strokeWidth={REACH}
      />
      {only && !readOnly && !far && (hovered || selected || over) ? <Plus edge={only} x={x} y={y} /> : null}
    </>
  );
});

function Plus({ edge, x, y }: { edge: { upstream: string; downstream: string }; x: number; y: number }) {
  const operations = useOperations();
  const insert = (event: MouseEvent) => {
    event.stopPropagation();
    operations.quickAddInto(edge.upstream, edge.downstream);
  };
  return (
    // Keys insert through the outline and the command palette.
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer's short cut to what keys reach elsewhere
    <g className="line-plus" onClick={insert} transform={`translate(${x} ${y})`}>
      <title>{t("editor.canvas.insertHere")}</title>
      <circle r={10} />
      <path d="M -4.5 0 H 4.5 M 0 -4.5 V 4.5" />
    </g>
  );
}
