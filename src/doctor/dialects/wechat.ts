/** WeChat: web and app login (errcode). */
import type { Dialect } from "./define.ts";

const CODES = "https://docs.itop.qq.com/v5/en/FAQS/ErrorCodes/DescriptionofWeChatChannelsReturnCodes.html";
const INVALID = "https://blog.huochengrm.cn/gz/17907.html";
const SECRET = "https://www.shuhaiyun.com/asy/245413.html";

export const wechat: Dialect = {
  provider: "wechat",
  name: "WeChat",
  hosts: ["api.weixin.qq.com", "open.weixin.qq.com"],
  marks: [/"errcode"\s*:\s*\d+.{0,20}"errmsg"|sns\/oauth2\/access_token/],
  signatures: [
    {
      id: "40029",
      says: /(?:^|errcode\W{0,4})40029\b|invalid code, rid/im,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once: WeChat may call the callback twice.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
        {
          reason: "code/of-other-client",
          weight: 0.35,
          fix: "Use the appid that began the flow (official account, mini program and app differ).",
        },
      ],
      page: INVALID,
      example: { body: '{"errcode":40029,"errmsg":"invalid code, rid: 00000000-00000000-00000000"}' },
    },
    {
      id: "40163",
      says: /(?:^|errcode\W{0,4})40163\b|code been used/im,
      means: [{ reason: "code/already-used", weight: 0.97, fix: "Exchange each code once." }],
      page: INVALID,
      example: { body: '{"errcode":40163,"errmsg":"code been used, rid: 00000000-00000000-00000000"}' },
    },
    {
      id: "40125",
      says: /(?:^|errcode\W{0,4})40125\b|invalid appsecret/im,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.96,
          fix: "Copy the AppSecret of this appid; after a reset the old one ends.",
        },
      ],
      page: SECRET,
      example: { body: '{"errcode":40125,"errmsg":"invalid appsecret, rid: 00000000"}' },
    },
    {
      id: "40013",
      says: /(?:^|errcode\W{0,4})40013\b|invalid appid/im,
      means: [{ reason: "client/unknown", weight: 0.96, fix: "Copy the AppID." }],
      page: CODES,
      example: { body: '{"errcode":40013,"errmsg":"invalid appid"}' },
    },
    {
      id: "10003",
      says: /errcode\W{0,4}10003\b/i,
      means: [
        {
          reason: "redirect-uri/host-mismatch",
          weight: 0.9,
          fix: "Set the web page authorization domain to the host of redirect_uri.",
        },
      ],
      page: CODES,
      example: { text: "errcode 10003" },
    },
    {
      id: "10005",
      says: /errcode\W{0,4}1000[56]\b|scope.{0,20}(no permission|wrong)/i,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.8,
          fix: "snsapi_userinfo needs a verified service account.",
        },
      ],
      page: CODES,
      example: { text: "errcode 10005 this official account has no permission for the scope" },
    },
    {
      id: "40030",
      says: /(?:^|errcode\W{0,4})(?:4003[02]|42002)\b|invalid refresh_token/im,
      means: [
        { reason: "refresh-token/expired", weight: 0.65, fix: "Let the user authorize again: it lives 30 days." },
        { reason: "refresh-token/unknown", weight: 0.3, fix: "Send refresh_token with its own appid." },
      ],
      page: CODES,
      example: { body: '{"errcode":40030,"errmsg":"invalid refresh_token"}' },
    },
    {
      id: "42001",
      says: /(?:^|errcode\W{0,4})42001\b|access_token expired/im,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: it lives two hours." }],
      page: CODES,
      example: { body: '{"errcode":42001,"errmsg":"access_token expired"}' },
    },
    {
      id: "40001",
      says: /(?:^|errcode\W{0,4})40001\b|invalid credential/im,
      means: [
        { reason: "token/unknown", weight: 0.5, fix: "Use the newest access_token: a newer one ended this." },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.4,
          fix: "Copy the AppSecret.",
          tell: "It comes from the token endpoint.",
        },
      ],
      page: CODES,
      example: { body: '{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest"}' },
    },
    {
      id: "40014",
      says: /(?:^|errcode\W{0,4})40014\b|invalid access_token/im,
      means: [
        { reason: "token/malformed", weight: 0.6, fix: "Send the user's access_token, not that of cgi-bin/token." },
      ],
      page: CODES,
      example: { body: '{"errcode":40014,"errmsg":"invalid access_token"}' },
    },
    {
      id: "48001",
      says: /(?:^|errcode\W{0,4})48001\b|api unauthorized/im,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.85,
          fix: "Ask with scope snsapi_userinfo; the account needs the interface.",
        },
      ],
      page: CODES,
      example: { body: '{"errcode":48001,"errmsg":"api unauthorized"}' },
    },
    {
      id: "40164",
      says: /(?:^|errcode\W{0,4})40164\b|invalid ip .{0,60}not in whitelist/im,
      means: [{ reason: "user/policy-blocked", weight: 0.95, fix: "Add the server's IP address to the IP whitelist." }],
      page: CODES,
      example: { body: '{"errcode":40164,"errmsg":"invalid ip 192.0.2.1, not in whitelist"}' },
    },
    {
      id: "45011",
      says: /(?:^|errcode\W{0,4})450(?:09|11)\b|api minute-quota reach limit|reach max api daily quota/im,
      means: [{ reason: "server/rate-limited", weight: 0.97, fix: "Slow down." }],
      page: CODES,
      example: { body: '{"errcode":45011,"errmsg":"api minute-quota reach limit"}' },
    },
  ],
  departures: [{ says: "Errors come with status 200 as errcode and errmsg; client_id is named appid.", page: CODES }],
};
