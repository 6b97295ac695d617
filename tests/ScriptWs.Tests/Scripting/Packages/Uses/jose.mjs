import { base64url, decodeJwt, decodeProtectedHeader, UnsecuredJWT } from "jose";
const token = new UnsecuredJWT({ role: "admin" }).setSubject("anna").setIssuedAt(1).setExpirationTime(99999999999).encode();
export default () => [token, decodeJwt(token), UnsecuredJWT.decode(token).payload, decodeProtectedHeader("eyJhbGciOiJIUzI1NiJ9.e30.x"), base64url.encode("ü")];
