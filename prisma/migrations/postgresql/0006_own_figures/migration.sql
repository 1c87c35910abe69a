-- Whether labelers see how often others agree with them. Off: who sees it begins to answer as the others do.

ALTER TABLE "Project" ADD COLUMN "showsOwnFigures" BOOLEAN NOT NULL DEFAULT false;
