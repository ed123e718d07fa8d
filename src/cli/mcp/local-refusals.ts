/** Refusals in the data directory of a server on this machine, as the operator sees them. The server may be running. */
import { readRefusals } from "../../adapters/sqlite/read-refusals.ts";
import type { RefusalSource } from "../../mcp/refusal-source.ts";
import { toJson } from "../../render/json.ts";
import { keptJournal } from "../../service/kept-journal.ts";
import { databaseIn, directoryOf, said } from "../data-directory.ts";
import type { DataOptions } from "../data-options.ts";

/** @throws if the configuration doesn't name a directory. */
export async function localRefusals(options: DataOptions): Promise<RefusalSource> {
  const directory = await directoryOf(options).catch((error: unknown) => {
    throw new Error(said(error));
  });
  return {
    issuers: [],
    async find(ref) {
      let close: (() => void) | undefined;
      try {
        // Opened for each, because the server may be started, stopped or restored meanwhile.
        const reader = readRefusals(databaseIn(directory));
        close = reader.close;
        const explanation = await keptJournal(reader).explain(ref);
        if (explanation === undefined)
          return { fault: `There is no refusal ${ref} here. Old refusals are deleted after a while.` };
        return toJson(explanation);
      } catch (error) {
        return { fault: said(error) };
      } finally {
        close?.();
      }
    },
  };
}
