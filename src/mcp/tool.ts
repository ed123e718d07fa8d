/** What a tool is made of. Each has a file in `tools/`, and a line in `tools/list.ts`. */
import type { z } from "zod";
import type { Fault } from "./fault.ts";
import type { RefusalSource } from "./refusal-source.ts";
import type { Started } from "./started.ts";

/** What the tools of a process share. */
export interface Sources {
  /** Where refusals are looked up; `undefined` if the user has configured nothing. */
  readonly refusals: RefusalSource | undefined;
  /** Hosts that the user has confirmed as their own, beside loopback addresses. Only these get requests. */
  readonly own: ReadonlySet<string>;
  /** What tools have started. Whoever runs the server ends it. */
  readonly started: Started;
  /** Opens a page in the user's browser; `undefined` if the user isn't at this machine. */
  readonly open?: ((url: string) => void) | undefined;
}

export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** For the agent: what it does, when to call it, and what to do with the result. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** Whether it sends anything to another machine. */
  readonly online?: true;
  /** What it does to a server, if it isn't only reading. `removes`: it ends something too. */
  readonly changes?: "adds" | "removes";
  /** `signal`: the client has cancelled the call. */
  run(
    input: z.output<Input>,
    sources: Sources,
    signal?: AbortSignal,
  ): z.output<Output> | Fault | Promise<z.output<Output> | Fault>;
}

/** Infers the types of a tool's input and output from its schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(tool: Tool<Input, Output>): Tool {
  // The server validates the input with the tool's own schema before it runs.
  return tool as unknown as Tool;
}
