// Copies into dist/ what the compiler does not: the stylesheet.
import { copyFileSync } from "node:fs";

copyFileSync("src/pages/candor.css", "dist/pages/candor.css");
