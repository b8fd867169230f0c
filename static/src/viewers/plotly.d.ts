declare module "plotly.js-basic-dist-min" {
  export interface PlotlyModule {
    react(
      element: HTMLElement,
      data: Record<string, unknown>[],
      layout: Record<string, unknown>,
      config: Record<string, unknown>,
    ): Promise<unknown>;
    purge(element: HTMLElement): void;
    Plots: { resize(element: HTMLElement): Promise<unknown> };
  }
  const Plotly: PlotlyModule;
  export default Plotly;
}

declare module "plotly.js-strict-dist-min" {
  export { default } from "plotly.js-basic-dist-min";
}
