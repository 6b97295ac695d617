import { parse, stringify, v4, v5, v7, validate, version } from "uuid";
export default () => [validate(v4()), version(v7()), v5("anna", v5.DNS), stringify(parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))];
