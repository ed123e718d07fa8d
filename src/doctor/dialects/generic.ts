/** What no one provider owns: messages of browsers and runtimes about TLS and CORS, and the usual wordings of the standard errors. */
import type { Dialect } from "./define.ts";
import { standard } from "./generic/standard.ts";
import { token } from "./generic/token.ts";
import { transport } from "./generic/transport.ts";

export const generic: Dialect = {
  provider: "generic",
  name: "Wordings that many servers and runtimes share",
  hosts: [],
  signatures: [...transport, ...standard, ...token],
};
