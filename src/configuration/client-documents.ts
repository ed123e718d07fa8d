/** The part of the configuration that says which clients may have the URL of their metadata as their id (Client ID Metadata Documents). */
import { z } from "zod";
import { host } from "./registration.ts";

export const clientDocuments = z
  .strictObject({
    mode: z
      .enum(["off", "hosts", "all"])
      .default("off")
      .describe(
        "Whose documents make clients: nobody's (`off`), those of `hosts`, or anybody's (`all`). Agents of the Model Context Protocol use such clients.",
      ),
    hosts: z
      .array(host)
      .default([])
      .describe("Hosts whose documents you trust. `*.app.example` stands for every host below app.example."),
    blocked: z
      .array(host)
      .optional()
      .describe("Hosts whose documents never make a client, whatever `mode` and `hosts` say."),
    scopes: z
      .array(z.string())
      .default(["openid", "profile", "email", "offline_access"])
      .describe("Scopes that such a client may have. It gets those of them that its document names, or all of them."),
    loopback: z
      .boolean()
      .default(false)
      .describe("Whether a document may be at a loopback address without TLS, for development."),
  })
  .prefault({})
  .describe("Clients whose id is the https URL of a document with their metadata.");
