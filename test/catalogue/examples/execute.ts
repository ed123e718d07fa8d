/** Executes an example: sends what is refused, does what `change` says, sends what is granted. */
import { DEMO_ISSUER } from "../../../src/demo/world.ts";
import type { Circumstance, Example } from "../../../src/reasons/examples/index.ts";
import { Attempt } from "./attempt.ts";
import { arrange } from "./circumstances.ts";
import { read, send, type Verdict } from "./message.ts";
import { Stage } from "./stage.ts";

export interface Executed {
  readonly refused: Verdict;
  readonly corrected: Verdict;
  /** After starting again: what came of the first request, made with what the second has brought. */
  readonly again?: Verdict;
}

/** The one circumstance that is as old as the server. */
const HTTPS: Circumstance = "the issuer is https://id.example";

export class Theatre {
  readonly #demo: Stage;
  readonly #https: Stage;

  private constructor(demo: Stage, https: Stage) {
    this.#demo = demo;
    this.#https = https;
  }

  static async open(): Promise<Theatre> {
    return new Theatre(await Stage.open(DEMO_ISSUER), await Stage.open("https://id.example"));
  }

  async execute(example: Example): Promise<Executed> {
    const { given = [], afterwards = [] } = example;
    const stage = given.includes(HTTPS) ? this.#https : this.#demo;
    stage.clear();
    for (const circumstance of given) await arrange[circumstance](stage);
    const refused = (await send(stage, example.refused)).verdict;
    for (const circumstance of afterwards) await arrange[circumstance](stage);
    if (example.correctedBy === "starting again") return { refused, ...(await startAgain(stage, example)) };
    return { refused, corrected: (await send(stage, example.corrected)).verdict };
  }

  async close(): Promise<void> {
    await this.#demo.world.close();
    await this.#https.world.close();
  }
}

/** Goes to the end of what `corrected` begins, and makes the first request with what that has brought. */
async function startAgain(stage: Stage, { refused, corrected }: Example): Promise<Omit<Executed, "refused">> {
  const next = new Attempt(stage.world, stage.issuer);
  // A refresh is made with the token from before; an authorization request has nothing from before.
  const authorizing = read(corrected).target.startsWith("/authorize?");
  if (authorizing) stage.attempt = next;
  const { verdict, url, json } = await send(stage, corrected);
  if (verdict.is !== "granted") return { corrected: verdict };
  if (!authorizing && json.access_token === undefined)
    return { corrected: { is: `odd: ${url.pathname} begins nothing` } };
  if (authorizing) next.keep("code", await next.authorize(url));
  else for (const [name, value] of Object.entries(json)) next.keep(name, String(value));
  stage.attempt = next;
  return { corrected: verdict, again: (await send(stage, refused)).verdict };
}
