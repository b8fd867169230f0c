import { type ConnectionLineComponentProps, getBezierPath } from "@xyflow/react";
import type { FlowNode } from "./flow";

/** The line while a connection is dragged. */
export function ConnectionLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { fromX, fromY, toX, toY, fromPosition, toPosition } = props;
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
    curvature: 0.3,
  });
  return <path className="react-flow__connection-path" d={path} fill="none" />;
}
