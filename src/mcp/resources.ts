/** The pages of the catalogue as resources, so that a user can attach one to a conversation. */
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { causeToTerminal } from "../doctor/terminal.ts";
import { causeCodes, causeOf, isCause } from "../reasons/causes.ts";

const PREFIX = "candor://reasons/";

export function addResources(server: McpServer): void {
  const template = new ResourceTemplate(`${PREFIX}{family}/{slug}`, {
    list: () => ({
      resources: causeCodes.map((code) => ({
        uri: PREFIX + code,
        name: code,
        title: causeOf(code).title,
        mimeType: "text/plain",
      })),
    }),
  });
  const about = {
    title: "A cause of OAuth failures",
    description: "What Candor's catalogue says about one cause: why it happens, and the fix.",
    mimeType: "text/plain",
  };
  server.registerResource("reason", template, about, ({ href }) => {
    const code = href.slice(PREFIX.length);
    if (!isCause(code)) throw new ResourceNotFoundError(href);
    return { contents: [{ uri: href, mimeType: "text/plain", text: causeToTerminal(code, { colour: false }) }] };
  });
}
