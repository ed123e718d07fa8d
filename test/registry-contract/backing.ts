/** A store of clients that takes its time, as a database does: each version says what it said, whatever was put in force since. */
import type { Configured } from "../../src/adapters/registry/configured.ts";
import type { RegistrySource } from "../../src/adapters/registry/loading.ts";
import { secretIndexOf } from "../../src/adapters/registry/secret-index.ts";

/** What a test may see of a store and do to it. */
export class Backing {
  /** Ids of the clients that were loaded, in order. */
  readonly loaded: string[] = [];
  /** How many questions about misplaced secrets were asked. */
  asked = 0;
  #operations = 0;
  /** Thrown by every operation. */
  fault: Error | undefined;
  /** What every operation waits for. */
  held: Promise<void> | undefined;

  version(version: string, content: Configured, changed?: readonly string[]): RegistrySource {
    const { settings, catalogue, clients } = content;
    const byId = new Map(clients.map((record) => [record.client.id, record]));
    const index = secretIndexOf(clients);
    const ask = <Asked, Said>(say: (asked: Asked) => Said | Promise<Said>) => {
      return async (asked: Asked): Promise<Said> => {
        this.asked++;
        await this.#turn();
        return say(asked);
      };
    };
    return {
      version,
      settings,
      catalogue,
      changed,
      client: async (id) => {
        this.loaded.push(id);
        await this.#turn();
        return byId.get(id);
      },
      logo: async (id) => {
        await this.#turn();
        return byId.get(id)?.logoUri;
      },
      secrets: {
        haveGuessable: index.haveGuessable,
        foreignKinds: index.foreignKinds,
        clientsAmong: ask(index.clientsAmong),
        secretsAmong: ask(index.secretsAmong),
        lengthsOf: ask(index.lengthsOf),
      },
    };
  }

  async #turn(): Promise<void> {
    // Some operations take longer than others.
    for (let turns = 1 + (this.#operations++ % 3); turns > 0; turns--)
      await new Promise((resolve) => setImmediate(resolve));
    await this.held;
    if (this.fault !== undefined) throw this.fault;
  }
}
