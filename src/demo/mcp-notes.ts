/** The tools of the demo's MCP server: notes, in memory, of each user. Loaded with the first call. */
import { createMcpHandler, type McpHttpHandler, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { VERSION } from "../version.ts";

/** Anybody may try the demo, so little is kept, and the oldest is forgotten first. */
const MOST_NOTES = 20;
const MOST_USERS = 100;

/** Speaks the protocol, in every version that the SDK knows, without sessions. The caller says who calls, in `authInfo`. */
export function notesHandler(): McpHttpHandler {
  const notes = new Map<string, readonly string[]>();
  return createMcpHandler(({ authInfo }) => notesServer(notes, String(authInfo?.extra?.subject)));
}

function notesServer(notes: Map<string, readonly string[]>, subject: string): McpServer {
  const server = new McpServer({ name: "candor-demo", title: "Demo MCP server", version: VERSION });
  const mine = (): readonly string[] => notes.get(subject) ?? [];
  const told = (text: string) => ({ content: [{ type: "text" as const, text }] });
  const reads = {
    title: "Read notes",
    description: "Returns the notes of the user.",
    annotations: { readOnlyHint: true },
  };
  server.registerTool("read_notes", reads, () => told(mine().join("\n") || "There are no notes yet."));
  const adds = {
    title: "Add a note",
    description: "Adds a note for the user.",
    inputSchema: z.object({ text: z.string().min(1).max(200) }),
  };
  server.registerTool("add_note", adds, ({ text }) => {
    const all = [...mine(), text].slice(-MOST_NOTES);
    // A key that is set again goes to the end, so whoever was here longest ago is forgotten first.
    notes.delete(subject);
    notes.set(subject, all);
    for (const oldest of [...notes.keys()].slice(0, -MOST_USERS)) notes.delete(oldest);
    return told(`Added. The user has ${all.length === 1 ? "one note" : `${all.length} notes`} now.`);
  });
  return server;
}
