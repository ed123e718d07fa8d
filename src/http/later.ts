/**
 * What a server's first response does not need: the pages of the catalogue, explanations, and the data behind them. They are
 * loaded on first use, or in the background as soon as the server is ready (`loadLater`).
 */
export { cataloguePage, familyPage } from "../pages/catalogue.tsx";
export { elsewherePage } from "../pages/elsewhere.tsx";
export { explainPage } from "../pages/explain.tsx";
export { sitemapXml } from "../pages/indexed.ts";
export { reasonPage } from "../pages/reason.tsx";
export { refusalExplainedPage } from "../pages/refusal-explained.tsx";
export { scopesPage } from "../pages/scopes.tsx";
export { LONGEST } from "../pages/search.ts";
export { standardErrorPage, standardPage } from "../pages/standard.tsx";
export { welcomePage } from "../pages/welcome.tsx";
export { isElsewhere } from "../reasons/causes.ts";
export { toJson } from "../render/json.ts";
export { toMarkdown } from "../render/markdown.ts";
export { explain } from "../service/explanations.ts";
export { standardError } from "../standard/index.ts";
