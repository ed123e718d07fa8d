/** Where the examples happen: the demo world at its own URL, with what an operator can change within reach. */
import { memoryStorage } from "../../../src/adapters/memory/storage.ts";
import { configuredRegistry } from "../../../src/adapters/registry/configured.ts";
import { catalogueFrom } from "../../../src/configuration/catalogue.ts";
import { checkConfig } from "../../../src/configuration/check.ts";
import { clientsFrom, hooksFrom, settingsFrom } from "../../../src/configuration/load.ts";
import type { Config } from "../../../src/configuration/schema.ts";
import { demoConfig } from "../../../src/demo/world.ts";
import { withDocuments } from "../../../src/service/client-documents/registries.ts";
import { removeUnreadableKey } from "../unreadable-key.ts";
import { fillWaitingRoom } from "../waiting.ts";
import { openWorld, WITH_CERTIFICATES, type World } from "../world.ts";
import { Attempt } from "./attempt.ts";

/** More than any window of a throttle and any session. */
const PAUSE = 2 * 86_400_000;

/** One world for many examples, since making its keys takes longer than all of them. */
export class Stage {
  readonly issuer: string;
  readonly world: World;
  /** What demo-web has got, or is about to get. */
  attempt: Attempt;
  readonly #trouble: Trouble;
  #config: Config;
  #release = async (): Promise<void> => undefined;

  private constructor(issuer: string, world: World, trouble: Trouble) {
    this.issuer = issuer;
    this.world = world;
    this.#trouble = trouble;
    this.#config = demoConfig({ issuer });
    this.attempt = new Attempt(world, issuer);
  }

  static async open(issuer: string): Promise<Stage> {
    const trouble = new Trouble();
    const world = await openWorld({
      config: { issuer, ...WITH_CERTIFICATES },
      storage: (storage) => ({
        ...storage,
        people: {
          ...storage.people,
          async find(subject) {
            const account = await storage.people.find(subject);
            return account && { ...account, disabled: trouble.accountsDisabled };
          },
        },
        grants: {
          ...storage.grants,
          async rotate(...given) {
            if (trouble.grantsFail !== undefined) throw trouble.grantsFail();
            return storage.grants.rotate(...given);
          },
        },
        get registrations() {
          return trouble.registrations;
        },
        consents: {
          ...storage.consents,
          find: async (_, clientId) => trouble.consents.get(clientId) ?? [],
          add: async (_, clientId, scopes) =>
            void trouble.consents.set(clientId, [...(trouble.consents.get(clientId) ?? []), ...scopes]),
        },
      }),
    });
    return new Stage(issuer, world, trouble);
  }

  /** As if nothing had happened yet. */
  clear(): void {
    this.attempt = new Attempt(this.world, this.issuer);
    Object.assign(this.#trouble, new Trouble());
    this.world.life.closing = false;
    void this.#release();
    void removeUnreadableKey(this.world);
    this.world.host.readsBodies = false;
    this.world.clock.now += PAUSE;
    this.configure(() => demoConfig({ issuer: this.issuer }));
  }

  /** Changes the configuration as a restart would: what is stored stays. */
  configure(change: (config: Config) => Config): void {
    this.#config = change(this.#config);
    const checked = checkConfig(this.#config, {});
    Object.assign(this.world.deps, {
      registries: withDocuments(
        configuredRegistry({
          settings: settingsFrom(checked),
          catalogue: catalogueFrom(checked),
          clients: clientsFrom(checked, {}),
        }),
        this.world.deps.outbound,
        () => this.world.clock.now,
      ),
      hooks: hooksFrom(checked),
    });
  }

  async fillWaitingRoom(): Promise<void> {
    this.#release = await fillWaitingRoom(this.world.deps);
  }

  emptyWaitingRoom(): Promise<void> {
    return this.#release();
  }

  /** Switches for what no request can bring about. */
  cause(trouble: Partial<Pick<Trouble, "accountsDisabled" | "grantsFail">>): void {
    Object.assign(this.#trouble, trouble);
  }
}

/** What the storage is made to respond. Only ada agrees to anything. */
class Trouble {
  accountsDisabled = false;
  grantsFail: (() => Error) | undefined = undefined;
  registrations = memoryStorage().registrations;
  consents = new Map<string, readonly string[]>();
}
