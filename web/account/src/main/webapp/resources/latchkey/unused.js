/* Stands in for scripts that no page uses; see LeanScripts. */
