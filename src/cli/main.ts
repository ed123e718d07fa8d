#!/usr/bin/env node
/** The command line: one file for each command. */
import { Command } from "commander";
import { serveCommand } from "./serve.ts";

const program = new Command("candor")
  .description("An OAuth 2.1 and OpenID Connect authorization server that tells you why.")
  .addCommand(serveCommand());

await program.parseAsync();
