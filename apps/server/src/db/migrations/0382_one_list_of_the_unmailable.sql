-- people_not_mailable (0106) serves what people_unmailable (0011) was for, also in a server of the version before: its
-- condition follows from theirs.
DROP INDEX IF EXISTS people_unmailable;
