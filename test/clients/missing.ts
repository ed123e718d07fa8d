/** Prints the Debian packages that the clients of the matrix need and this machine lacks, one a line; for scripts/clients.mjs. */
import { missing } from "./installed.ts";
import { clients } from "./list.ts";

const lacking = clients.filter(({ from }) => from === "Debian").flatMap(missing);
console.log([...new Set(lacking)].join("\n"));
