/** As many plain nodes as asked for, in a canvas as large as the editor's, with React Flow's own everything. */
import { ReactFlow } from "@xyflow/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "@xyflow/react/dist/style.css";

const { nodes, edges, width, height } = window.benchContent;
const place = document.getElementById("root");
place.style.width = `${width}px`;
place.style.height = `${height}px`;
createRoot(place).render(
  createElement(ReactFlow, {
    defaultNodes: nodes.map(({ id, x, y }) => ({
      id,
      position: { x, y },
      data: { label: id },
      width: 232,
      height: 64,
      sourcePosition: "right",
      targetPosition: "left",
    })),
    defaultEdges: edges.map(([source, target]) => ({ id: `${source}-${target}`, source, target })),
    fitView: true,
    fitViewOptions: { padding: 0.15, maxZoom: 1 },
    minZoom: 0.05,
    onlyRenderVisibleElements: true,
  }),
);
