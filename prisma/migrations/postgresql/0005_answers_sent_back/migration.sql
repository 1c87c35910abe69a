-- What a reviewer says to an answer they send back to its labeler; null again once the new answer is there.

ALTER TABLE "Assignment" ADD COLUMN "sentBack" TEXT;
