ALTER TABLE "jobs" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "search_terms" text[];--> statement-breakpoint
CREATE INDEX "jobs_search_terms_index" ON "jobs" USING gin ("search_terms");