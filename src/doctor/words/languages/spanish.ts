/** Spanish. Accents and apostrophes are left out when it is read. */
import type { Lexicon } from "../concepts.ts";

export const spanish: Lexicon = {
  code: "código de autorización, código de acceso, código de autenticación, código, código oauth, código de concesión, códigos de autorización",
  deviceCode: "código de dispositivo, código del dispositivo, código de usuario",
  refresh: "token de actualización, token de refresco, token de renovación, tokens de actualización, refresh token",
  token:
    "autentificador de acceso, token de acceso, token, tokens, tokens de acceso, testigo de acceso, ficha de acceso",
  accessToken: "autentificador de acceso, token de acceso, tokens de acceso",
  idToken: "token de identidad, token de id",
  secret:
    "secreto, secreto del/de cliente, clave secreta, secreto de la aplicación, secreto del client, contraseña del cliente",
  clientId:
    "id de cliente, id del cliente, identificador de cliente, identificador del cliente, id de aplicación, id de la aplicación",
  client: "cliente, clientes, aplicación, aplicaciones",
  clientAuth:
    "autentificación del cliente, autenticación del/de cliente, credenciales del/de cliente, autenticar al cliente, autenticación de la aplicación",
  authMethod: "método de autenticación, métodos de autenticación",
  redirect:
    "uri de redirección, url de redirección, uri de redireccionamiento, url de redireccionamiento, url de respuesta, uri de respuesta, url de devolución, redirección, uri de retorno, url de retorno, dirección url de respuesta",
  verifier: "verificador de código, verificador",
  challenge: "desafío de código, código de desafío",
  challengeMethod: "método de desafío, método de desafío de código",
  scope: "ámbito, ámbitos, alcance, alcances, scope, scopes",
  permission: "permiso, permisos",
  grantType:
    "tipo de concesión, tipo de autorización, tipo de permiso, tipos de concesión, tipo de otorgamiento, tipo de subvención",
  grant: "concesión",
  flow: "flujo, flujo implícito, flujo estándar",
  implicit: "flujo implícito",
  responseType: "tipo de respuesta, tipos de respuesta",
  responseMode: "modo de respuesta",
  state: "parámetro de estado, parámetro state, parámetro estado, valor de estado",
  parameter: "parámetro, parámetros, campo",
  authHeader: "encabezado de autorización, cabecera de autorización, cabecera authorization, encabezado authorization",
  signature: "firma",
  key: "clave pública, clave de firma",
  audience: "audiencia, destinatario, público",
  issuer: "emisor",
  algorithm: "algoritmo",
  user: "usuario, usuarios, cuenta, propietario del recurso, propietario",
  password: "contraseña",
  username: "nombre de usuario, correo electrónico, correo",
  userCredentials:
    "credenciales proporcionadas del propietario, credenciales del propietario, credenciales del usuario, credenciales de usuario",
  credentials: "credenciales",
  session: "sesión, sesiones",
  consent: "consentimiento",
  admin: "administrador, consentimiento del administrador",
  tenant: "inquilino, directorio, organización",
  policy: "política, directiva, directivas",
  mfa: "autenticación multifactor, doble factor, dos factores, multifactor, segundo factor, verificación en dos pasos",
  certificate: "certificado",
  rateLimit:
    "demasiadas solicitudes, demasiadas peticiones, límite de solicitudes, límite de velocidad, demasiados intentos",
  fault:
    "error interno, error inesperado, inténtelo más tarde, inténtelo de nuevo más tarde, condición inesperada, servicio no disponible, sobrecarga temporal, inténtalo de nuevo más tarde",
  expired:
    "expirad*, expiró, ha expirado, caducad*, caducó, venció, vencid*, ya no es válid*, tiempo de espera agotado, caducidad",
  used: "ya se ha usado, ya ha sido usado, ya fue usado, ya se utilizó, ya ha sido utilizado, ya fue utilizado, reutilizado, usarse una vez, una sola vez, ya usado, ya utilizado, ya se usó, ya se ha utilizado, ya ha sido canjeado",
  revoked: "revocad*, se ha revocado, anulad*, invalidado",
  disabled: "deshabilitad*, desactivad*, bloquead*, suspendid*, eliminad*, inhabilitado",
  unknown:
    "desconocid*, no existe, inexistente, no reconocido, no encontrad*, no se encontró, no se encuentra, no se ha encontrado, no se pudo encontrar",
  invalid: "inválid*, incorrect*, erróne*, no válid*, no es válid*, mal",
  failed: "ha fallado, falló, fallid*, ha fracasado, error al validar",
  mismatch: "no coincide, no coinciden, no concuerda, diferente, no corresponde, no se corresponde, difiere, distint*",
  missing:
    "falta, faltan, faltante, obligatori*, requerid*, se requiere, requiere, vací*, ausente, es necesario, debe incluir, no se proporcionó, no se ha proporcionado, necesario, debe proporcionar, necesita, debe especificar",
  denied:
    "no posee autorización, no autorizad*, no tiene autorización, no permitid*, prohibid*, no tiene permiso, no está autorizad*, no está permitido, no puede, sin permiso, no tiene permisos",
  notRegistered: "no registrad*, no está registrad*, no está configurad*",
  unsupported:
    "no soportad*, no soporta, no admitid*, no se admite, no compatible, incompatible, no es compatible, no está soportad*, no admite",
  other: "otr*",
  malformed: "mal formad*, formato incorrecto, mal formateado, malformado, decodificar, descifrar, formato no válido",
  insufficient: "permisos insuficientes, insuficiente, privilegios insuficientes",
  canceled: "denegad*, rechazad*, cancelado, ha denegado, han denegado, rechazó, canceló, denegó",
  byUser: "por el usuario",
  loginRequired:
    "debe iniciar sesión, inicio de sesión requerido, es necesario iniciar sesión, no ha iniciado sesión, se requiere inicio de sesión",
  consentRequired:
    "se requiere consentimiento, consentimiento requerido, no ha dado su consentimiento, no ha dado consentimiento",
  accessDenied: "acceso denegado",
  insecure: "https obligatorio, se requiere https, https requerido",
  early: "aún no es válido, todavía no es válido",
  clock: "reloj, hora del sistema",
  changed: "ha cambiado, cambiado, restablecido",
  found: "encontrad*, encontró, existe, encontrar",
  valid: "válid*, válid*, correct*, verificar, validar",
  matching: "coincide, coinciden, concuerda, corresponde, pertenece",
  given: "proporcionad*, especificado, incluido, enviado, indicado, contiene",
  allowed: "permitid*, permite, autorizad*, habilitad*, aprobad*, activado, concedido, otorgado",
  registered: "registrad*, configurad*",
  supported: "soportado, soporta, admitido, admite, compatible",
  active: "activ*, vigente",
  issued: "emitid*, generado, expedido",
  not: "no, ni",
  nothing:
    "código de error, código de verificación, código de estado, código de respaldo, códigos de recuperación, contacte con el administrador, a su administrador, ya existe",
};
