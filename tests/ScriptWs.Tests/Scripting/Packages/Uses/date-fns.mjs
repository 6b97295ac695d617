import { addDays, differenceInHours, format, formatDistance, parseISO } from "date-fns";
const start = new Date(2026, 0, 30, 12, 5);
export default () => [format(addDays(start, 3), "yyyy-MM-dd HH:mm EEEE do"), differenceInHours(addDays(start, 1), start), formatDistance(start, addDays(start, 40)), parseISO("2026-02-03T04:05:06Z").getTime()];
