/** What Descope says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE = "https://github.com/descope/descope-swift/blob/main/src/types/Error.swift";

export const descope: Dialect = {
  provider: "descope",
  name: "Descope",
  hosts: [".descope.com", ".descope.org"],
  marks: [/"errorCode"\s*:\s*"E0\d{5}"/i, /\bE0[16]\d{4}\b/i, /\bdescope\b/i],
  signatures: [
    {
      id: "E062802",
      error: "E062802",
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.9,
          fix: "Send the access key: Authorization: Bearer PROJECT_ID:KEY.",
        },
      ],
      page: PAGE,
      example: { body: '{"errorCode":"E062802","errorDescription":"Missing access key"}', status: 401 },
    },
    {
      id: "E062803",
      error: "E062803",
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.9,
          fix: "Console > Access Keys: make a new key of this project; expired and inactive ones are refused.",
        },
      ],
      page: PAGE,
      example: { body: '{"errorCode":"E062803","errorDescription":"Invalid access key"}', status: 401 },
    },
    {
      id: "E061102",
      error: "E061102",
      distinctive: true,
      means: [{ reason: "user/credentials-wrong", weight: 0.9, fix: "Enter the code again; it is for one use." }],
      page: PAGE,
      example: { body: '{"errorCode":"E061102","errorDescription":"Invalid code"}', status: 401 },
    },
    {
      id: "E062903",
      says: /password signin failed/i,
      distinctive: true,
      means: [{ reason: "user/credentials-wrong", weight: 0.93, fix: "Check user and password." }],
      page: PAGE,
      example: { body: '{"errorCode":"E062903","errorDescription":"Password signin failed"}', status: 401 },
    },
    {
      id: "E062108",
      says: /\buser not found\b|cannot find user/i,
      means: [
        {
          reason: "user/not-in-tenant",
          weight: 0.7,
          fix: "The user is not in this project: sign up first, or check the project id.",
        },
      ],
      page: PAGE,
      example: {
        body: '{"errorCode":"E062108","errorDescription":"User not found","errorMessage":"Cannot find user"}',
        status: 400,
      },
    },
    {
      id: "E062909",
      error: "E062909",
      distinctive: true,
      means: [
        {
          reason: "user/account-not-ready",
          weight: 0.93,
          fix: "The password has expired: let the user set a new one.",
        },
      ],
      page: PAGE,
      example: { body: '{"errorCode":"E062909","errorDescription":"Password expired"}', status: 401 },
    },
    {
      id: "E063302",
      says: /cannot find consent by id/i,
      distinctive: true,
      means: [{ reason: "grant/revoked-by-user", weight: 0.85, fix: "The consent was withdrawn: sign in again." }],
      page: PAGE,
      example: { body: '{"errorCode":"E063302","errorMessage":"Cannot find consent by id"}', status: 404 },
    },
    {
      id: "E063316",
      says: /application is not associated with this mcp server/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.5,
          fix: "Console > MCP Servers: associate the client with the server, with a policy that lets it in.",
        },
      ],
      page: PAGE,
      example: {
        body: '{"errorCode":"E063316","errorMessage":"Application is not associated with this MCP server"}',
        status: 400,
      },
    },
    {
      id: "E011002",
      error: "E011002",
      distinctive: true,
      means: [
        { reason: "request/parameter-absent", weight: 0.9, fix: "Send the parameter that the description names." },
      ],
      page: PAGE,
      example: {
        body: '{"errorCode":"E011002","errorDescription":"Request is missing required arguments"}',
        status: 400,
      },
    },
    {
      id: "E011003",
      error: ["E011003", "E011001"],
      distinctive: true,
      means: [{ reason: "request/parameter-rejected", weight: 0.7, fix: "Correct the request as the message says." }],
      page: PAGE,
      example: { body: '{"errorCode":"E011003","errorDescription":"Request is invalid"}', status: 400 },
    },
  ],
  departures: [
    {
      says: "Its API returns {errorCode, errorDescription, errorMessage}; codes are E and six digits.",
      page: "https://github.com/descope/descope-swift/blob/main/src/types/Error.swift",
    },
  ],
};
