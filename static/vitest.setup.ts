import fc from "fast-check";

// A developer's run tries new cases each time; CI judges every change by the same ones.
if (process.env["CI"]) fc.configureGlobal({ seed: 20_260_101 });
